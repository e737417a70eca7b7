"""Which full text is of which reference: by DOI, PMID, title, or the file's name."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from relcode.reference import Reference
from relcode.refs.blocks import pairs
from relcode.refs.identifiers import doi_of, pmcid_of
from relcode.refs.likeness import TITLE, match
from relcode.refs.names import author
from relcode.refs.shape import shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from relcode.library import Ruling
    from relcode.refs.shape import Shape
    from relcode.refs.works import Work
    from relcode.study import Study

PERSON, FILE, PMCID = "person", "file name", "PMCID"
_PMID = re.compile(r"[1-9]\d{5,8}")
_TELLING = 30  # letters of a title that no other work has
_YEAR = re.compile(r"(?:19|20)\d\d")
_FAMILY = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


class Link(NamedTuple):
    """A source that is the full text of a work: by what that was found, and why."""

    source: str
    work: str
    rule: str
    why: str


class Text(NamedTuple):
    """A source as far as it tells which work it is; `names` are those of its files."""

    reference: Reference
    names: tuple[str, ...]


def texts(study: Study, kinds: Iterable[str]) -> list[Text]:
    """What the sources of these kinds say of themselves."""
    wanted = set(kinds)
    return [
        Text(stated(source, said), tuple(sorted(study.inputs_of(source))))
        for source, kind, said in study.stated()
        if kind in wanted
    ]


def stated(source: str, said: Mapping[str, str]) -> Reference:
    """What a paper says of itself, as a reference with the id of the source."""
    year = _YEAR.search(said.get("year", "") or said.get("date", ""))
    names = (author(name) for name in said.get("authors", "").split(";"))
    return Reference(
        id=source,
        type="article",
        title=said.get("title", ""),
        authors=tuple(name for name in names if name),
        year=int(year[0]) if year else None,
        doi=doi_of(said.get("doi", "")),
        pmid=said.get("pmid", ""),
        pmcid=pmcid_of(f"PMC{said['pmcid'].removeprefix('PMC')}") if said.get("pmcid") else "",
        journal=said.get("journal", ""),
    )


def links(
    works: Sequence[Work], there: Sequence[Text], rulings: Sequence[Ruling] = ()
) -> list[Link]:
    """One link for each full text whose work is found, in the order of the texts.

    What a person ruled comes first; then what the text says of itself is compared as references
    are with each other; then the names of its files. A text of which two works could be is linked
    to the one that more speaks for. What a person ruled apart is never linked.
    """
    standing = {frozenset((one.first, one.second)): one.same for one in rulings}
    return list(_Linking(works, standing).links(there))


class _Linking:
    """The works by all that a full text could be known by."""

    def __init__(self, works: Sequence[Work], standing: Mapping[frozenset[str], bool]) -> None:
        self._works = works
        self._standing = standing
        self._by: defaultdict[tuple[str, str], list[Work]] = defaultdict(list)
        for work in works:
            for record in (work.reference, *work.records):
                for sign in _signs(record):
                    if sign[1] and self._by[sign][-1:] != [work]:
                        self._by[sign].append(work)

    def links(self, there: Sequence[Text]) -> Iterator[Link]:
        alike = self._alike(there)
        for text in there:
            found = self._ruled(text) or alike.get(text.reference.id) or self._named(text)
            if found:
                yield found

    def _ruled(self, text: Text) -> Link | None:
        """By what a person said of the text and any record of a work."""
        for pair, same in self._standing.items():
            if same and text.reference.id in pair:
                (record,) = pair - {text.reference.id}
                for work in self._by.get(("id", record), ()):
                    return Link(text.reference.id, work.id, PERSON, "linked by a person")
        return None

    def _apart(self, source: str, work: Work) -> bool:
        ids = (work.id, *(one.id for one in work.records))
        return any(self._standing.get(frozenset((source, one))) is False for one in ids)

    def _alike(self, there: Sequence[Text]) -> dict[str, Link]:
        """By identifiers, and by title, year and first author, as references are compared."""
        shapes = [shape(work.reference) for work in self._works]
        own = len(shapes)
        shapes += [shape(text.reference) for text in there]
        found: dict[str, tuple[float, Link]] = {}
        for one, other in sorted(pairs(shapes)):
            if one < own <= other and not self._apart(shapes[other].id, self._works[one]):
                self._compare(shapes[one], shapes[other], self._works[one], found)
        return {source: link for source, (_, link) in found.items()}

    @staticmethod
    def _compare(
        one: Shape, other: Shape, work: Work, found: dict[str, tuple[float, Link]]
    ) -> None:
        told = match(one, other)
        if told and (other.id not in found or found[other.id][0] < told.score):
            found[other.id] = told.score, Link(other.id, work.id, told.rule, told.why)

    def _named(self, text: Text) -> Link | None:
        """By PMCID, title and year, or what the name of a file tells."""
        said = text.reference
        if found := self._only(text, [("pmcid", said.pmcid)]):
            return Link(said.id, found.id, PMCID, f"the same {said.pmcid}")
        title = shape(said).bare
        if found := self._only(text, [(f"title {said.year}", title)]):
            return Link(said.id, found.id, TITLE, "the same title and year")
        if (
            not said.year
            and len(title) >= _TELLING
            and (found := self._only(text, [("title", title)]))
        ):
            return Link(said.id, found.id, TITLE, "the same title")
        for name in text.names:
            stem = PurePath(name).stem
            if found := self._only(text, _in_name(stem)):
                return Link(said.id, found.id, FILE, f"the file is called {stem}")
        return None

    def _only(self, text: Text, signs: Iterable[tuple[str, str]]) -> Work | None:
        """The one work that has any of the signs; None where there are two, or none."""
        for sign in signs:
            works = self._by.get(sign, ())
            kept = [one for one in works if not self._apart(text.reference.id, one)]
            if len(kept) == 1:
                return kept[0]
        return None


def _signs(one: Reference) -> Iterator[tuple[str, str]]:
    yield from (("id", one.id), ("doi", one.doi), ("pmid", one.pmid), ("pmcid", one.pmcid))
    yield "key", one.key.casefold()
    title = shape(one).bare
    yield from (("title", title), (f"title {one.year}", title))
    if one.authors and one.year:
        yield "author year", f"{one.authors[0].family.casefold()} {one.year}"


def _in_name(stem: str) -> Iterator[tuple[str, str]]:
    """What the name of a file may tell, such as 10.1371_journal.pone.01785 or Wu - 2019 - Bees."""
    yield "doi", doi_of(stem.replace("_", "/", 1))
    yield "doi", doi_of(stem)
    yield "pmcid", pmcid_of(stem)
    yield from (("pmid", number) for number in _PMID.findall(stem))
    yield "key", stem.casefold()
    parts = [part.strip() for part in re.split(r"\s[-–]\s|_", stem)]
    yield from (("title", shape(Reference(title=part)).bare) for part in (stem, *parts[::-1]))
    year, family = _YEAR.search(stem), _FAMILY.match(stem)
    if year and family:
        yield "author year", f"{family[0].casefold()} {year[0]}"
