"""The works of a review and their full texts, each with a citation key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from relcode.errors import RelcodeError, nearest
from relcode.library import Ruling
from relcode.papers.linking import Link, Text, links, texts
from relcode.refs.study import all_works, found
from relcode.refs.write import keyed
from relcode.rules import content

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relcode.export.tables import Value
    from relcode.reference import Reference
    from relcode.refs.works import Work
    from relcode.study import Study

_SAID = ("title", "authors", "year", "doi", "pmid", "pmcid", "journal")  # by full texts, too


class Shelf(NamedTuple):
    """Works and full texts; `keyed` are references with keys, by the id of work or source."""

    works: list[Work]
    texts: list[Text]
    links: list[Link]
    keyed: Mapping[str, Reference]
    places: Mapping[str, list[tuple[str, int]]]

    def references(self) -> dict[str, Reference]:
        """The reference of each source: that of its work, or what it says of itself."""
        work = {link.source: link.work for link in self.links}
        ids = (text.reference.id for text in self.texts)
        return {source: self.keyed[work.get(source, source)] for source in ids}

    def rows(self) -> Iterator[dict[str, Value]]:
        """Each work with its full texts and why they are its; then texts of no known work."""
        by_work: dict[str, list[Link]] = {}
        for link in self.links:
            by_work.setdefault(link.work, []).append(link)
        names = {text.reference.id: "; ".join(text.names) for text in self.texts}
        for work in self.works:
            mine = by_work.get(work.id, [])
            told = {
                "file": "; ".join(names[link.source] for link in mine),
                "by": "; ".join(link.rule for link in mine),
                "why": "; ".join(link.why for link in mine),
            }
            yield {**_told(self.keyed[work.id]), **told, "records": self._records(work)}
        for text in self.texts:
            source = text.reference.id
            if source in self.keyed:
                yield {**_told(self.keyed[source]), "file": names[source], "work": ""}

    def _records(self, work: Work) -> str:
        """The files, and the records in them, from which the work is known."""
        places = [place for one in work.records for place in self.places.get(one.id, ())]
        return "; ".join(f"{name} {number}" for name, number in sorted(places))


def shelf(study: Study, kinds: Sequence[str] = ()) -> Shelf:
    """The works that the study's references are of, and its sources of these kinds.

    By default these are papers and reports. Citation keys are those of the exports where they have
    any, and none is given twice.
    """
    works = all_works(study.library)
    there = texts(study, kinds or content(__package__, "papers")["kinds"])
    linking = links(works, there, study.library.rulings())
    linked = {link.source for link in linking}
    named = [work.reference for work in works]
    named += [text.reference for text in there if text.reference.id not in linked]
    with_keys = {one.id: one for one in keyed(named)}
    said = {text.reference.id: text.reference for text in there}
    for link in linking:
        with_keys[link.work] = _filled(with_keys[link.work], said[link.source])
    return Shelf(works, there, linking, with_keys, study.library.places())


def _filled(work: Reference, text: Reference) -> Reference:
    """The reference of a work, with what its full text says where no record of it does."""
    lacking = {name: getattr(text, name) for name in _SAID if not getattr(work, name)}
    return replace(work, **lacking)


def _told(one: Reference) -> dict[str, Value]:
    return {
        "key": one.key,
        "title": one.title,
        "authors": "; ".join(map(str, one.authors)),
        "year": one.year,
        "doi": one.doi,
        "pmid": one.pmid,
        "work": one.id,
    }


class Ruled(NamedTuple):
    """What was ruled on: the names of a text's files, or its own, and the title of a record."""

    text: str
    title: str


def rule(study: Study, record: str, text: str, coder: str = "", *, same: bool) -> Ruled:
    """Remember that a text is, or is not, of the work of a record; gives what was ruled on.

    `record` is the id of a reference or its beginning; `text` a source's id or name, or the path
    of its file. Raises RelcodeError for what is unknown.
    """
    reference, source = found(study.library, record), _source(study, text)
    first, second = sorted((reference, source))
    study.library.rule([Ruling(first, second, same=same, coder=coder)])
    files = "; ".join(sorted(study.inputs_of(source))) or study.names()[source]
    return Ruled(files, _title(study, reference))


def _title(study: Study, reference: str) -> str:
    """The title of the work that a record belongs to, in quotation marks."""
    works = (one for one in all_works(study.library) if reference in {r.id for r in one.records})
    return next((f"“{one.reference.title}”" for one in works), "of no known title")


def _source(study: Study, text: str) -> str:
    inputs = study.inputs()
    by_file = {path: one.source for path, one in inputs.items() if one.source}
    for name in (text, study.key(Path(text))):
        if name in by_file:
            return by_file[name]
    ids = [source for source, name in study.names().items() if text in (source, name)]
    if len(ids) == 1:
        return ids[0]
    message = "is the name of several sources" if ids else "is no source of this study"
    fix = f"give its id: {', '.join(ids)}" if ids else nearest(text, by_file)
    raise RelcodeError(message, where=text, fix=fix)
