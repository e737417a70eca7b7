"""The review workbook: a page written as a file that people correct in LibreOffice or Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode import __version__
from relcode.errors import ChangedError
from relcode.outcome import silent
from relcode.review.codings import coding_rows
from relcode.review.guide import family_looks, write_codebook, write_readme
from relcode.review.page import ordered
from relcode.review.rows import NONE, Rows
from relcode.review.view import lean
from relcode.review.words import column, segment_columns, words
from relcode.terms import Sent
from relcode.workbook import Look, Rule, workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from relcode.codebook import Codebook
    from relcode.outcome import Progress
    from relcode.review.page import Page
    from relcode.study import Study
    from relcode.workbook import Column, Sheet, Workbook


def write(study: Study, page: Page, path: Path, form: str, progress: Progress = silent) -> None:
    """Write a page as a file of that form; rows are streamed, and sources held one at a time.

    Raises ChangedError where the study no longer says what the page was planned to show.
    """
    codebook = study.codebook(page.round.codebook)
    book = workbook(words()["readme"]["headings"][page.round.kind], form)
    _offer(book, codebook, page)
    write_readme(book, study, codebook, page)
    shown = _Writer(book, codebook, page).write(study, progress)
    write_codebook(book, codebook)
    book.meta(_facts(study, codebook, page))
    book.save(path)
    if shown != list(page.sent()):
        message = "the study changed while a sheet was being made from it"
        raise ChangedError(message, where=str(study.path), fix="do it again")


def _offer(book: Workbook, codebook: Codebook, page: Page) -> None:
    """The lists behind the drop-downs, and the codes of each family for their colours."""
    book.choices("codes", [code.id for code in ordered(codebook)])
    for name, values in words()["lists"].items():
        if page.parts.suggests or name in words()["blind_lists"]:
            book.choices(name, values)
    for family, members in _families(codebook).items():
        book.choices(_list_name(codebook, family), members)


class _Writer:
    """Writes the sheets of segments and codings side by side, in one pass over the sources."""

    def __init__(self, book: Workbook, codebook: Codebook, page: Page) -> None:
        self._codebook, self._page = codebook, page
        head = Look(**words()["head"])
        self._columns = segment_columns(page.parts)
        self._segments = book.sheet("Segments", self._columns, head, words()["frozen"])
        self._ruled = [column(entry) for entry in filter(page.parts.has, words()["codings"])]
        self._codings: Sheet | None = None
        if page.parts.suggests:
            self._codings = book.sheet("Codings", self._ruled, head, words()["codings_frozen"])
        self._looks = {"": Look()} | {k: Look(**look) for k, look in words()["rows"].items()}
        self._done = 0

    def write(self, study: Study, progress: Progress) -> list[Sent]:
        """Write all rows and give what they showed."""
        shown: list[Sent] = []
        for source in self._page.rows:
            shown += self._source(study, source)
            progress("writing", self._done, self._page.size, "rows")
        self._segments.finish(self._rules(self._columns))
        if self._codings:
            self._codings.finish(self._rules(self._ruled))
        return shown

    def _source(self, study: Study, name: str) -> Iterator[Sent]:
        source, segments = study.source(name), study.segments(name)
        coded = self._page.view.codings(name)
        rows = Rows(self._page, source, segments)
        for place, segment in enumerate(segments):
            sent = self._page.rows[name].get(segment.id)
            if sent is None:
                continue
            slots = coded.get(segment.id, NONE)
            self._done += 1
            row = rows.row(place, slots)
            self._segments.append({"number": self._done, **row}, self._looks[rows.style(segment)])
            if self._codings:
                for hint, values in coding_rows(row, segment, slots, source):
                    look = self._looks["hint" if hint else ""]
                    self._codings.append({"number": self._done, **values}, look)
            yield Sent(segment.id, tuple(map(lean, slots.all())), sent.chance, sent.drawn)

    def _rules(self, columns: Sequence[Column]) -> list[Rule]:
        """Codes in the colour of their family, and looks for what a status or valence says."""
        keys = [column.key for column in columns]
        slots = tuple(key for key in keys if key.split("_")[0] == "code")
        looks = family_looks(self._codebook)
        rules = [
            Rule(
                slots,
                f"ISNUMBER(MATCH({{cell}},{_list_name(self._codebook, name)},0))",
                looks[name],
            )
            for name in _families(self._codebook)
        ]
        for entry in words()["contents"]:
            places = tuple(key for key in keys if key.split("_")[0] == entry["column"])
            if places:
                rules.append(Rule(places, f'{{cell}}="{entry["is"]}"', Look(**entry["look"])))
        return rules


def _families(codebook: Codebook) -> dict[str, list[str]]:
    """The ids of the codes in each family that has any."""
    members = {
        family.id: [code.id for code in codebook.descendants(family.id)]
        for family in codebook.families
    }
    return {family: codes for family, codes in members.items() if codes}


def _list_name(codebook: Codebook, family: str) -> str:
    """A name that formulas can use whatever the id of the family is made of."""
    return f"family_{[other.id for other in codebook.families].index(family) + 1}"


def _facts(study: Study, codebook: Codebook, page: Page) -> dict[str, str]:
    return {
        "study": study.id,
        "round": page.round.name,
        "kind": page.round.kind,
        "coder": page.sheet.coder,
        "sheet": page.sheet.id,
        "schema": str(page.sheet.schema),
        "codebook": codebook.name,
        "codebook_version": codebook.version,
        "codebook_hash": codebook.hash,
        "version": __version__,
    }
