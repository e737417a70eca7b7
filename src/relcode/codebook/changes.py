"""What changed between two versions of a codebook, code by code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from relcode.codebook.details import Detail, How, book_details, code_details, relation_details
from relcode.codebook.heirs import Step, sole, unknown_names
from relcode.codebook.wording import likeness, words
from relcode.errors import RelcodeError, nearest

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Collection, Iterator

    from relcode.codebook.heirs import Heirs
    from relcode.codebook.model import Code, Codebook

Kind = Literal["renamed", "merged", "split", "retired", "added", "returned", "order"] | How
ALIKE = 0.7  # of the words of name and definition, for two codes to look like one


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions.

    `old` and `new` are the ids concerned, on either side; `part` says what of a code, or of the
    codebook, is different, and `before` and `after` how it reads.
    """

    kind: Kind
    old: Heirs = ()
    new: Heirs = ()
    part: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """All differences between two versions, and what becomes of each code of the old one.

    `heirs` maps each old code to those that take it over; `likely` maps a code that is gone to a
    new one that looks like it; `problems` are names in `formerly` that were never a code.
    """

    rows: tuple[Change, ...]
    heirs: dict[str, Heirs]
    likely: dict[str, str]
    problems: tuple[RelcodeError, ...]

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return bool(self.rows)

    def of(self, *kinds: Kind) -> list[Change]:
        """The differences of these kinds."""
        return [row for row in self.rows if row.kind in kinds]


def changes(old: Codebook, new: Codebook, earlier: Collection[str] = ()) -> Changes:
    """The differences between two versions; `earlier` are ids of codes from versions before.

    A name in `formerly` says that a code took another one over; nothing else is taken for it.
    """
    step = Step(old, new)
    heirs = {code.id: step.heirs(code.id) for code in old.codes}
    rows = [*_fates(old, new, heirs, earlier), *_details(old, new, heirs)]
    if not rows and old.hash != new.hash:
        rows = [Change("order", part="order, spacing or former names")]
    problems = _problems(old, new, earlier, [row.old[0] for row in rows if row.kind == "retired"])
    return Changes(tuple(rows), heirs, _likely(rows, old, new), tuple(problems))


def _fates(
    old: Codebook, new: Codebook, heirs: dict[str, Heirs], earlier: Collection[str]
) -> Iterator[Change]:
    """What became of every old code that does not just stay, and where new ones come from."""
    before = {code.id for code in old.codes}
    given = _given(heirs)
    for name, after in heirs.items():
        if len(after) > 1:
            yield Change("split", (name,), after)
        elif not after:
            yield Change("retired", (name,))
    for code in new.codes:
        sources = tuple(given.get(code.id, ()))
        if len(sources) > 1:
            yield Change("merged", sources, (code.id,))
        elif sources and sources[0] != code.id:
            yield Change("renamed", sources, (code.id,))
        elif code.id not in before and not any(code.id in after for after in heirs.values()):
            yield Change("returned" if code.id in earlier else "added", (), (code.id,))


def _given(heirs: dict[str, Heirs]) -> dict[str, list[str]]:
    """The old codes that go over whole, by the code that takes them; kept ones are their own."""
    given: dict[str, list[str]] = {}
    for code, after in heirs.items():
        if len(after) == 1:
            given.setdefault(after[0], []).append(code)
    return given


def _details(old: Codebook, new: Codebook, heirs: dict[str, Heirs]) -> Iterator[Change]:
    """What is different about codes that stay or have a new id, and about the whole."""
    given = _given(heirs)

    def heir(code: str) -> str:
        return sole(heirs, code)

    for code in new.codes:
        before = _same(code, old, given)
        if before is None:
            continue
        pair = ((before.id,), (code.id,))
        if code.parent not in heirs.get(before.parent, (before.parent,)):
            yield Change("moved", *pair, "parent", before.parent, code.parent)
        for detail in code_details(before, code, heir):
            yield _change(*pair, detail)
    for ends, detail in relation_details(old, new, heir):
        yield _change(*ends, detail)
    for detail in book_details(old, new):
        yield _change((), (), detail)


def _change(old: Heirs, new: Heirs, detail: Detail) -> Change:
    return Change(detail.how, old, new, *detail[1:])


def _same(code: Code, old: Codebook, given: dict[str, list[str]]) -> Code | None:
    """The old code that this one is: of the same id, or the one that was renamed to it."""
    known = {one.id: one for one in old.codes}
    if code.id in known:
        return known[code.id]
    sources = given.get(code.id, [])
    return known[sources[0]] if len(sources) == 1 else None


def _problems(
    old: Codebook, new: Codebook, earlier: Collection[str], retired: list[str]
) -> Iterator[RelcodeError]:
    choices = retired or [*earlier, *(code.id for code in old.codes)]
    for name, code in unknown_names(old, new, earlier).items():
        message = f"'{name}' was never a code"
        yield RelcodeError(message, where=f"{code}, formerly", fix=nearest(name, choices))


def _likely(rows: list[Change], old: Codebook, new: Codebook) -> dict[str, str]:
    """For codes that are gone, the new ones most like them, each new one once."""
    gone = {row.old[0]: _said(old.code(row.old[0])) for row in rows if row.kind == "retired"}
    come = {row.new[0]: _said(new.code(row.new[0])) for row in rows if row.kind == "added"}
    pairs = [(likeness(gone[one], come[two]), one, two) for one in gone for two in come]
    found: dict[str, str] = {}
    for score, one, two in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])):
        if score >= ALIKE and one not in found and two not in found.values():
            found[one] = two
    return found


def _said(code: Code) -> Counter[str]:
    return words(f"{code.name} {code.definition}")
