"""Which codes could have been given: those of the codebook that a unit was judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcode.codebook import Lineage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcode.codebook import Codebook
    from relcode.study import Study


class Split(NamedTuple):
    """A code that was split: what it and its parts were called since, and the parts in use."""

    names: frozenset[str]
    parts: frozenset[str]


class Asked:
    """What each version of a study's codebook asks for, in terms of the codes in use."""

    def __init__(self, study: Study) -> None:
        """Look at every version that ever was in use."""
        used, every = study.codebook_hash, study.codebook_hashes()
        self._place = {each: place for place, each in enumerate(every)}
        self._used = used
        hashes = [*(each for each in every if each != used), used]
        self._line = Lineage([study.codebook(each) for each in hashes])
        self._versions = {each.hash: each for each in self._line.versions}
        self._known = self._line.known()
        self._missing: dict[str, frozenset[str]] = {}
        self._splits: dict[str, tuple[Split, ...]] = {}

    def missing(self, version: str) -> frozenset[str]:
        """The codes that could not be given by the version of that hash; none if it never was one.

        A code could be given where that version has it, or the one code that it takes over. What
        was split since could not: neither half was asked for. A code that is retired counts where
        the version has it.
        """
        if version not in self._missing:
            book = self._versions.get(version)
            self._missing[version] = self._without(book) if book else frozenset()
        return self._missing[version]

    def splits(self, version: str) -> tuple[Split, ...]:
        """The codes of the version of that hash that were split since."""
        if version not in self._splits:
            codes = self._versions[version].codes if version in self._versions else ()
            heirs = {code.id: self._line.heirs(code.id, version) for code in codes}
            self._splits[version] = tuple(
                Split(frozenset(self._line.names(code, version)), frozenset(parts))
                for code, parts in heirs.items()
                if len(parts) > 1
            )
        return self._splits[version]

    def after(self, change: str, version: str) -> bool:
        """Whether one version came after another, and was not gone back from since."""
        last = self._place[self._used]
        return self._place.get(version, last) < self._place.get(change, 0) <= last

    def now(self, codes: Iterable[str], version: str) -> set[str]:
        """The codes in use that take over these codes of the version of that hash."""
        return {heir for code in codes for heir in self._line.heirs(code, version)}

    def names(self, codes: Iterable[str], version: str) -> set[str]:
        """What these codes of the version of that hash, and parts of them, were called since."""
        return {name for code in codes for name in self._line.names(code, version)}

    def cores(self) -> dict[str, str]:
        """The core code of every code that is or was in use, by the latest version that has it."""
        found: dict[str, str] = {}
        for book in self._line.versions:
            found |= {code.id: book.core(code.id) for code in book.codes}
        now = {core: self._now(core) for core in set(found.values())}
        return {code: found[now[core]] for code, core in found.items()}

    def _now(self, code: str) -> str:
        """The code that takes over this one, or itself where there is not just one."""
        heirs = self._line.heirs(code)
        return heirs[0] if len(heirs) == 1 else code

    def _without(self, book: Codebook) -> frozenset[str]:
        heirs = {code.id: self._line.heirs(code.id, book.hash) for code in book.codes}
        sole = {found[0] for found in heirs.values() if len(found) == 1}
        gone = heirs.keys() - {code.id for code in self._line.versions[-1].codes}
        return frozenset(self._known - sole - gone)
