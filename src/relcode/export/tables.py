"""The tables that every user can rely on, as CSV: segments, codings with their why, judgements."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from relcode.files import atomic
from relcode.outcome import silent
from relcode.why import readable
from relcode.workbook.guard import guarded, unguarded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from relcode.outcome import Progress
    from relcode.study import Study

__all__ = [
    "CODINGS",
    "JUDGEMENTS",
    "MEMOS",
    "OWN",
    "SEGMENTS",
    "Table",
    "csv_writer",
    "guarded",
    "unguarded",
]

Value: TypeAlias = "str | int | float | bool | None"

# Excel takes a CSV file without this mark for the local 8-bit encoding and garbles every curly
# quotation mark and accent; R, Python, LibreOffice and databases read past it.
ENCODING = "utf-8-sig"

SEGMENT_COLUMNS = (
    "source",
    "segment_id",
    "unit",
    "start",
    "end",
    "page",
    "section",
    "speaker",
    "speaker_role",
    "reply_to",
    "lesson",
    "codable",
    "text",
)
CODING_COLUMNS = (
    "source",
    "segment_id",
    "start",
    "end",
    "code",
    "core_code",
    "valence",
    "role",
    "stance",
    "probability",
    "status",
    "coder",
    "tagger",
    "made_at",
    "why",
    "text",
)
JUDGEMENT_COLUMNS = ("source", "segment_id", "coder", "mark", "round", "made_at")
MEMO_COLUMNS = ("source", "segment_id", "code", "coder", "author", "made_at", "memo")
OWN_COLUMNS = ("source", "segment_id", "coder", "column", "value")


@dataclass(frozen=True, slots=True)
class Table:
    """Exports rows as `<name>.csv`: UTF-8 with a byte order mark, commas, CRLF between rows."""

    name: str
    columns: Sequence[str]
    rows: Callable[[Study, Progress], Iterable[Sequence[Value]]]

    def export(self, study: Study, folder: Path, progress: Progress = silent) -> Path:
        """The file written; memory does not grow with the number of sources."""
        path = folder / f"{self.name}.csv"
        with csv_writer(path, self.columns) as write:
            for row in self.rows(study, progress):
                write(row)
        return path


@contextmanager
def csv_writer(path: Path, columns: Sequence[str]) -> Iterator[Callable[[Sequence[Value]], None]]:
    """A function that writes one row; the file appears, with its header, when the block ends.

    Text that a spreadsheet would take for a formula gets a leading apostrophe, which `unguarded`
    takes away; None is an empty cell.
    """
    with atomic(path, "w", ENCODING) as file:
        writer = csv.writer(file)
        writer.writerow(columns)

        def write(row: Sequence[Value]) -> None:
            writer.writerow([_cell(value) for value in row])

        yield write


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.6g}"
    return guarded(value) if isinstance(value, str) else str(value)


def _segments(study: Study, progress: Progress) -> Iterator[Sequence[Value]]:
    for source in study.sources(progress):
        for segment in study.segments(source.id):
            yield (
                source.name,
                segment.id,
                segment.unit,
                segment.start,
                segment.end,
                segment.page,
                segment.section,
                segment.speaker,
                segment.speaker_role,
                segment.reply_to,
                segment.lesson,
                segment.codable,
                source.text[segment.start : segment.end],
            )


def _codings(study: Study, progress: Progress) -> Iterator[Sequence[Value]]:
    codebook = study.codebook()
    core = {code.id: codebook.core(code.id) for code in codebook.codes}
    for source in study.sources(progress):
        spans = {segment.id: (segment.start, segment.end) for segment in study.segments(source.id)}
        for coding in study.codings(source.id):
            places = coding.spans or (spans[coding.segment],)
            yield (
                source.name,
                coding.segment,
                places[0][0],
                places[-1][1],
                coding.code,
                core.get(coding.code, coding.code),  # a person may have used a code since removed
                coding.valence,
                coding.role,
                coding.stance,
                coding.probability,
                coding.status,
                coding.coder,
                coding.tagger,
                coding.made_at,
                readable(coding.why, source.text),
                " … ".join(source.text[start:end] for start, end in places),
            )


def _judgements(study: Study, progress: Progress) -> Iterator[Sequence[Value]]:
    """The latest mark of each coder: also who found that no code applies."""
    names = [made.name for made in study.rounds]
    rounds = {entry.id: name for name in names for entry in study.rounds.entries(name)}
    for source in study.sources(progress):
        marks = (touch for touch in study.ledger.touches(source.id) if touch.mark)
        latest = {(mark.segment, mark.coder): mark for mark in marks}
        for mark in latest.values():
            about = (mark.coder, mark.mark, rounds[mark.entry], mark.at)
            yield source.name, mark.segment, *about


def _memos(study: Study, progress: Progress) -> Iterator[Sequence[Value]]:
    for source in study.sources(progress):
        for memo in study.ledger.memos(source.id):
            about = (memo.code, memo.coder, memo.author, memo.made_at, memo.text)
            yield source.name, memo.segment, *about


def _own(study: Study, progress: Progress) -> Iterator[Sequence[Value]]:
    for source in study.sources(progress):
        for own in study.ledger.own(source.id):
            yield source.name, own.segment, own.coder, own.column, own.value


SEGMENTS = Table("segments", SEGMENT_COLUMNS, _segments)
CODINGS = Table("codings", CODING_COLUMNS, _codings)
JUDGEMENTS = Table("judgements", JUDGEMENT_COLUMNS, _judgements)
MEMOS = Table("memos", MEMO_COLUMNS, _memos)
OWN = Table("own_columns", OWN_COLUMNS, _own)
