"""Which references are one work: by what they say, and before that by what people decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.library import Merge
from relcode.refs.blocks import pairs
from relcode.refs.likeness import DOI, PLACE, PMID, TITLE, match
from relcode.refs.shape import shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from relcode.library import Ruling
    from relcode.reference import Reference
    from relcode.refs.shape import Shape

PERSON = "person"  # the rule by which a person merged two
_FIRST = (PERSON, DOI, PMID, PLACE, TITLE)  # the surest merges are made first


def merges(references: Iterable[Reference], rulings: Sequence[Ruling] = ()) -> list[Merge]:
    """The merges that make of all references the works they are; for n of one work n - 1.

    The surest come first. They depend on the set of references and the people's rulings, of which
    the last on two references counts, not on the order of the references. References with
    different DOIs or PMIDs never come together by a third, nor those that a person keeps apart.
    """
    shapes = [shape(each) for each in references]
    return list(_joined({each.id: each for each in shapes}, _found(shapes), rulings))


def _found(shapes: Sequence[Shape]) -> Iterator[Merge]:
    for here, there in pairs(shapes):
        found = match(shapes[here], shapes[there])
        if found:
            first, second = sorted((shapes[here].id, shapes[there].id))
            yield Merge(first, second, *found)


def _joined(
    shapes: Mapping[str, Shape], found: Iterable[Merge], rulings: Sequence[Ruling]
) -> Iterator[Merge]:
    standing = {(one.first, one.second): one for one in rulings}
    works = _Works(shapes, [pair for pair, one in standing.items() if not one.same])
    for pair, one in standing.items():
        if one.same and works.join(*pair, sure=True):
            yield Merge(*pair, PERSON, 0.0, f"merged by {one.coder or 'a person'}")
    ordered = sorted(found, key=lambda one: (_FIRST.index(one.rule), -one.score, one[:2]))
    for merge in ordered:
        if works.join(merge.first, merge.second, sure=merge.rule != TITLE):
            yield merge


class _Works:
    """References put together step by step, as far as nothing speaks against it."""

    def __init__(self, shapes: Mapping[str, Shape], apart: Iterable[tuple[str, str]]) -> None:
        """`apart` are the pairs that a person keeps apart."""
        self._above = {name: name for name in shapes}
        self._ids = {name: ({one.doi} - {""}, {one.pmid} - {""}) for name, one in shapes.items()}
        self._apart: dict[str, set[str]] = {}
        for first, second in apart:
            self._apart.setdefault(first, set()).add(second)
            self._apart.setdefault(second, set()).add(first)
        self._members = {name: {name} for name in self._apart}

    def join(self, first: str, second: str, *, sure: bool) -> bool:
        """Put the works of two references together; False where they are, or must not be.

        A `sure` merge holds also for works that have other DOIs or PMIDs.
        """
        if first not in self._above or second not in self._above:
            return False
        one, other = sorted((self._top(first), self._top(second)))
        if one == other or self._kept_apart(one, other):
            return False
        both = list(zip(self._ids[one], self._ids[other], strict=True))
        if not sure and any(ids and others and ids.isdisjoint(others) for ids, others in both):
            return False
        self._above[other] = one
        for ids, others in both:
            ids.update(others)
        self._members[one] = self._held(one) | self._held(other)
        self._apart[one] = self._apart.get(one, set()) | self._apart.get(other, set())
        return True

    def _held(self, top: str) -> set[str]:
        return self._members.get(top, {top})

    def _kept_apart(self, one: str, other: str) -> bool:
        return not self._apart.get(one, set()).isdisjoint(self._held(other))

    def _top(self, name: str) -> str:
        while self._above[name] != name:
            self._above[name] = self._above[self._above[name]]
            name = self._above[name]
        return name
