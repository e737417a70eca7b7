"""The two tables that every user can rely on, as CSV: segments, and codings with their why."""

from __future__ import annotations

import csv
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from relcode.export.why import readable
from relcode.files import atomic
from relcode.outcome import silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from relcode.outcome import Progress
    from relcode.study import Study

Value: TypeAlias = "str | int | float | bool | None"

# Excel takes a CSV file without this mark for the local 8-bit encoding and garbles every curly
# quotation mark and accent; R, Python, LibreOffice and databases read past it.
ENCODING = "utf-8-sig"
FORMULA = re.compile(r"'*[=+\-@\t\r]")
GUARDED = re.compile(r"''*[=+\-@\t\r]")

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


def guarded(text: str) -> str:
    """The text with an apostrophe before what would start a formula (`=`, `+`, `-`, `@` …)."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` was given."""
    return cell[1:] if GUARDED.match(cell) else cell


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
            start, end = spans[coding.segment]
            yield (
                source.name,
                coding.segment,
                start,
                end,
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
                source.text[start:end],
            )


SEGMENTS = Table("segments", SEGMENT_COLUMNS, _segments)
CODINGS = Table("codings", CODING_COLUMNS, _codings)
