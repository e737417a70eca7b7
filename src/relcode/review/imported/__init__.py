"""Codes made elsewhere: a table of passages with codes becomes decisions of its coders."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from relcode.outcome import silent
from relcode.review.decide import usual_valences
from relcode.review.imported.columns import KINDS
from relcode.review.imported.documents import Documents
from relcode.review.imported.names import Names
from relcode.review.imported.placing import place
from relcode.review.imported.reading import About, Layout, Reading
from relcode.review.imported.rows import Doubt
from relcode.review.imported.settle import Given, settle
from relcode.review.imported.theirs import theirs
from relcode.rounds import token
from relcode.terms import Entry, Round, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from relcode.outcome import Progress
    from relcode.review.imported.names import Unknown
    from relcode.review.imported.placing import Placing
    from relcode.review.imported.rows import Row
    from relcode.review.imported.settle import Settled
    from relcode.study import Study

__all__ = ["KINDS", "About", "Doubt", "Import", "Layout", "imported", "store"]


@dataclass(frozen=True, slots=True)
class Import:
    """What a file brings to a study, before anything is stored.

    `doubts` lists all that was not taken; `unread` are sheets without passages and codes.
    """

    file: str
    sha256: str
    layouts: tuple[Layout, ...]
    unread: tuple[str, ...]
    rows: int
    placing: Placing
    settled: Settled
    unknown: tuple[Unknown, ...]
    by_last_part: Mapping[tuple[str, str], int]
    coders: tuple[str, ...]
    doubts: tuple[Doubt, ...]

    @property
    def steps(self) -> Counter[str]:
        """How many rows were found by which step."""
        return Counter(str(each.found.step) for each in self.placing.placed)

    @property
    def hints(self) -> Counter[str]:
        """How many rows were told from others like them, by which hint."""
        return Counter(each.found.by for each in self.placing.placed if each.found.by)


def imported(study: Study, path: Path, about: About, progress: Progress = silent) -> Import:
    """What the tables in a file bring, in any common layout; nothing is stored.

    Raises RelcodeError where there is no table of codes, or nobody is named as coder.
    """
    book = study.codebook()
    words = Names(book, theirs(about.codes, book) if about.codes else None)
    documents = Documents(study.names())
    reading = Reading(path, about, words, documents)
    rows = _by_one_name(study, reading.rows)
    placing = place(study, rows, documents, progress)
    again = study.rounds.taken(reading.sha256) is not None
    settled = settle(study, placing.placed, Given(path.name, again, usual_valences(book)))
    return Import(
        file=path.name,
        sha256=reading.sha256,
        layouts=tuple(reading.layouts),
        unread=tuple(reading.unread),
        rows=len(rows) + len(reading.doubts),
        placing=placing,
        settled=settled,
        unknown=tuple(words.unknown()),
        by_last_part=words.by_last_part,
        coders=tuple(sorted({row.coder for row in rows})),
        doubts=(*reading.doubts, *placing.doubts, *settled.doubts),
    )


def _by_one_name(study: Study, rows: Sequence[Row]) -> list[Row]:
    """The rows with each coder's name spelt as the study has it, or as it stands first here."""
    names: dict[str, str] = {}
    for coder in {row.coder: None for row in rows}:
        name = " ".join(coder.split())
        names[coder] = names.setdefault(name.casefold(), study.spelt(name))
    return [replace(row, coder=names[row.coder]) for row in rows]


def store(study: Study, ready: Import) -> Entry | None:
    """Store what a file brings in one go; None, and nothing is written, where all is known."""
    if not ready.settled.brought:
        return None
    with study.transaction():
        name = study.rounds.free_name("import")
        settings = {"file": ready.file, "coders": list(ready.coders)}
        made = study.rounds.add(Round(name, "import", study.seed, study.codebook_hash, settings))
        coder = ready.coders[0] if len(ready.coders) == 1 else ""
        sheet = Sheet(token(study.id, made, coder), name, coder)
        study.rounds.send(sheet, ())
        return study.ledger.take(Entry(sheet.id, ready.file, ready.sha256), ready.settled.brought)
