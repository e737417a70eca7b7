"""Which code of a later version takes over a code of an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.errors import RelcodeError, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from relcode.codebook.model import Codebook

Heirs = tuple[str, ...]


class Step:
    """The way from one version to the next, as the `formerly` of the codes tells it.

    A code that is still there stays itself; one that is gone goes to the codes that name it. A
    name counts in the step that first says it, or in which the named code goes. Where an earlier
    version is taken up again, the names in the version left behind lead back; so a part that is
    gone again goes to the code that it was split off from.
    """

    def __init__(self, old: Codebook, new: Codebook) -> None:
        """Look at who names whom."""
        before = {code.id: code.formerly for code in old.codes}
        after = {code.id: code.formerly for code in new.codes}
        self._new = after.keys()
        self._named: dict[str, list[str]] = {}
        for code, names in after.items():
            for name in names:
                if name not in before.get(code, ()) or (name in before and name not in after):
                    self._named.setdefault(name, []).append(code)
        self._back = {
            code: tuple(
                name
                for name in names
                if name in after
                and (name not in before or code not in after)
                and name not in after.get(code, ())
            )
            for code, names in before.items()
        }

    def heirs(self, code: str) -> Heirs:
        """The codes that take this one over: one, several (split), or none (retired)."""
        stays = (code,) if code in self._new else ()
        found = (*stays, *self._named.get(code, ()), *self.back(code))
        return tuple(dict.fromkeys(found))

    def back(self, code: str) -> Heirs:
        """What a code had taken over, where the new version has that as codes again."""
        return self._back.get(code, ())


class Lineage:
    """All versions of a codebook in order of use, the last one in use."""

    def __init__(self, versions: Sequence[Codebook]) -> None:
        """Versions from the oldest to the one in use; there is at least one."""
        self.versions = tuple(versions)
        pairs = zip(self.versions, self.versions[1:], strict=False)
        self._steps = [Step(old, new) for old, new in pairs]
        self._ids = [{code.id for code in version.codes} for version in self.versions]

    def heirs(self, code: str, since: str = "") -> Heirs:
        """The codes in use that take over a code of an earlier version; none where it is retired.

        `since` is the hash of the version that the code is from; by default, and where that does
        not have it, the latest that has it. A code that was retired goes to the one that names it
        in a later version. Raises RelcodeError for what never was a code.
        """
        *_, last = self._way(code, since)
        return tuple(one for one in last if one in self._ids[-1])

    def names(self, code: str, since: str = "") -> set[str]:
        """Every id that a code, and what was split off from it, has had from a version on."""
        return {one for current in self._way(code, since) for one in current}

    def known(self) -> set[str]:
        """Every id that a code has in any version."""
        return set().union(*self._ids)

    def latest(self, code: str) -> str:
        """The hash of the latest version that has the code, or ""."""
        pairs = zip(reversed(self.versions), reversed(self._ids), strict=True)
        return next((version.hash for version, ids in pairs if code in ids), "")

    def _way(self, code: str, since: str) -> Iterator[Heirs]:
        """What a code is in the version that it is from, and after every step since."""
        start, current = self._start(code, since)
        yield current
        for step in self._steps[start:]:
            # what was retired stays in sight: a later version may name it
            found = [heir for one in current for heir in (step.heirs(one) or (one,))]
            current = tuple(dict.fromkeys(found))
            yield current

    def _start(self, code: str, since: str) -> tuple[int, Heirs]:
        """The place of the version that the code is from, and what it is there."""
        places = list(range(len(self.versions) - 1, -1, -1))
        places.sort(key=lambda place: self.versions[place].hash != since)
        for place in places:
            if code in self._ids[place]:
                return place, (code,)
        for place in places:
            if named := tuple(c.id for c in self.versions[place].codes if code in c.formerly):
                return place, named
        message = f"'{code}' never was a code"
        raise RelcodeError(message, fix=nearest(code, self.known()))


def translate(code: str, versions: Sequence[Codebook], since: str = "") -> Heirs:
    """The codes of the last version that take over a code of an earlier one (see `Lineage`)."""
    return Lineage(versions).heirs(code, since)


def unknown_names(old: Codebook, new: Codebook, earlier: Collection[str] = ()) -> dict[str, str]:
    """The names in `formerly` that no version has, each with the code that says it."""
    known = {*earlier, *(code.id for code in old.codes)}
    known.update(name for code in old.codes for name in code.formerly)
    return {name: code.id for code in new.codes for name in code.formerly if name not in known}


def sole(heirs: Mapping[str, Heirs], code: str) -> str:
    """The one code that takes this one over, or its own id where there is not just one."""
    found = heirs.get(code, ())
    return found[0] if len(found) == 1 else code
