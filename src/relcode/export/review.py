"""The review workbook: suggestions in a sheet that people correct in LibreOffice or Excel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relcode import __version__
from relcode.export.review_choice import choice
from relcode.export.review_guide import family_looks, ordered, write_codebook, write_readme
from relcode.export.review_rows import Rows, style
from relcode.export.review_words import segment_columns, words
from relcode.standing import standing
from relcode.outcome import silent
from relcode.workbook import Look, Rule, Workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relcode.codebook import Codebook
    from relcode.export.review_choice import Choice
    from relcode.outcome import Progress
    from relcode.study import Study
    from relcode.workbook import Column

SCHEMA = 1  # of the sheets' keys; raised when they change, so that an old sheet can be told
ROUND = 1


@dataclass(frozen=True, slots=True)
class Review:
    """Exports `review.xlsx`: how to review, the segments with their suggestions, the codebook.

    Above `limit` segments the sheet holds those with a code, a hint or a lesson, and a random
    `sample` of the others.
    """

    name: str = "review"
    limit: int = 100_000  # rows that LibreOffice and Excel still sort and filter with ease
    sample: int = 5_000

    def export(self, study: Study, folder: Path, progress: Progress = silent) -> Path:
        """The file written; rows are streamed, and the study's sources are held one at a time."""
        path = folder / "review.xlsx"
        codebook, chosen = study.codebook(), choice(study, self.limit, self.sample)
        book = Workbook(words()["readme"]["heading"])
        _offer(book, codebook)
        write_readme(book, study, codebook, chosen)
        _write_segments(book, study, codebook, chosen, progress)
        write_codebook(book, codebook)
        book.meta(_facts(study, codebook))
        book.save(path)
        return path


REVIEW = Review()


def _offer(book: Workbook, codebook: Codebook) -> None:
    """The lists behind the drop-downs, and the codes of each family for their colours."""
    book.choices("codes", [code.id for code in ordered(codebook)])
    book.choices("valences", words()["valences"])
    book.choices("statuses", words()["statuses"])
    for family, members in _families(codebook).items():
        book.choices(_list_name(codebook, family), members)


def _write_segments(
    book: Workbook, study: Study, codebook: Codebook, chosen: Choice, progress: Progress
) -> None:
    columns = segment_columns(max(words()["open_slots"], chosen.most_codes))
    sheet = book.sheet("Segments", columns, Look(**words()["head"]), words()["frozen"])
    order = {code.id: place for place, code in enumerate(ordered(codebook))}
    looks = {"": Look()} | {kind: Look(**entry) for kind, entry in words()["rows"].items()}
    number = 0
    for source in study.sources(progress):
        coded = standing(study.codings(source.id))
        rows = Rows(source, order, words()["slots"])
        for segment in study.segments(source.id):
            if chosen.holds(segment, coded):
                number += 1
                row = rows.row(segment, coded.get(segment.id, ()))
                sheet.append({"number": number, **row}, looks[style(segment)])
    sheet.finish(_rules(codebook, columns))


def _rules(codebook: Codebook, columns: Sequence[Column]) -> list[Rule]:
    """Codes in the colour of their family, and looks for what a status or valence says."""
    keys = [column.key for column in columns]
    slots = tuple(key for key in keys if key.startswith("code_"))
    looks = family_looks(codebook)
    rules = [
        Rule(slots, f"ISNUMBER(MATCH({{cell}},{_list_name(codebook, family)},0))", looks[family])
        for family in _families(codebook)
    ]
    for entry in words()["contents"]:
        places = tuple(key for key in keys if key.split("_")[0] == entry["column"])
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


def _facts(study: Study, codebook: Codebook) -> dict[str, str]:
    return {
        "study": study.id,
        "round": str(ROUND),
        "schema": str(SCHEMA),
        "codebook": codebook.name,
        "codebook_version": codebook.version,
        "codebook_hash": codebook.hash,
        "version": __version__,
    }
