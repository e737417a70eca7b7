"""The works that references are of: each once, with the best that its records say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from relcode.reference import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relcode.library import Merge
    from relcode.reference import Reference

_OF_RECORD = frozenset({"id", "database", "file", "number", "line"})
_WHERE = frozenset({"volume", "issue", "pages"})  # belong together: 12 (3) is of one edition
_BY_PEOPLE = ".bib"  # a file whose keys a person chose or has already cited


@dataclass(frozen=True, slots=True)
class Work:
    """One work: `reference` joins what its `records` say, and has the id of the fullest one.

    `merges` say why the records are one work; there are none for a single record.
    """

    reference: Reference
    records: tuple[Reference, ...]
    merges: tuple[Merge, ...] = ()

    @property
    def id(self) -> str:
        """The id of the fullest record; each record's id finds the work."""
        return self.reference.id


def works(references: Iterable[Reference], merges: Sequence[Merge]) -> list[Work]:
    """The works by first author, year and title; for equal input equal, whatever its order."""
    records = {one.id: one for one in references}
    above = {name: name for name in records}
    for merge in merges:
        above[_top(above, merge.first)] = _top(above, merge.second)
    members: dict[str, list[Reference]] = {}
    for name in sorted(records):
        members.setdefault(_top(above, name), []).append(records[name])
    reasons: dict[str, list[Merge]] = {}
    for merge in sorted(merges):
        reasons.setdefault(_top(above, merge.first), []).append(merge)
    made = [
        Work(_joined(held), tuple(held), tuple(reasons.get(top, ())))
        for top, held in members.items()
    ]
    return sorted(made, key=_order)


def _top(above: dict[str, str], name: str) -> str:
    while above[name] != name:
        above[name] = above[above[name]]
        name = above[name]
    return name


def _order(work: Work) -> tuple[str, int, str, str]:
    one = work.reference
    family = one.authors[0].family if one.authors else ""
    return family.casefold(), one.year or 0, one.title.casefold(), one.id


def _joined(records: Sequence[Reference]) -> Reference:
    """The fullest record with what it lacks from the others, the fuller ones first."""
    first, *others = sorted(records, key=lambda one: (-_fullness(one), one.id))
    said = {name: getattr(first, name) for name in FIELDS if name not in _OF_RECORD}
    printed = any(said[name] for name in _WHERE)
    for name, value in said.items():
        if not value and not (name in _WHERE and printed):
            said[name] = next(filter(None, map(attrgetter(name), others)), value)
    if said["type"] == "other":
        said["type"] = next((one.type for one in others if one.type != "other"), "other")
    chosen = sorted(one.key for one in records if one.key and one.file.endswith(_BY_PEOPLE))
    return replace(first, **said | ({"key": chosen[0]} if chosen else {}))


def _fullness(one: Reference) -> float:
    filled = sum(bool(getattr(one, name)) for name in FIELDS if name not in _OF_RECORD)
    return filled + 2 * bool(one.doi) + bool(one.abstract) + len(one.authors) / 1_000
