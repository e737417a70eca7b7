"""Values of the field as database rows and back."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

from relcode.terms import Block, Coding, Evidence, Section, Segment, Sent, Source, Span, Turn, Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SEGMENT_COLUMNS = (
    "id, source, start, end, unit, section, page, speaker, speaker_role, reply_to, "
    "stem_start, stem_end, lesson, codable"
)
CODING_COLUMNS = (
    "segment, code, valence, role, stance, status, coder, tagger, why, probability, made_at, "
    "replaces, spans, carried"
)
SOURCE_COLUMNS = "id, name, kind, language, sha256, text, layout, variables"


class Input(NamedTuple):
    """One input file as last seen: `source` is None and `problem` set where it was skipped."""

    path: str
    sha256: str
    reading: str
    source: str | None
    problem: str


class Counts(NamedTuple):
    """How much a study holds; `suggested` and `candidates` count codings, `coded` segments."""

    sources: int
    words: int
    segments: int
    codable: int
    coded: int
    suggested: int
    candidates: int
    lessons: int


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _block_row(block: Block) -> list[Any]:
    return [
        block.start,
        block.end,
        block.form,
        block.level,
        block.speaker,
        block.role,
        block.reply_to,
        block.page,
        block.at,
        block.note,
    ]


def source_row(source: Source) -> tuple[str | int, ...]:
    """The values of SOURCE_COLUMNS."""
    layout = {
        "blocks": [_block_row(block) for block in source.blocks],
        "sections": [[part.start, part.end, part.path] for part in source.sections],
        "turns": [[t.start, t.end, t.speaker, t.role, t.reply_to] for t in source.turns],
    }
    return (
        source.id,
        source.name,
        source.kind,
        source.language,
        source.sha256,
        source.text,
        _compact(layout),
        _compact(source.variables),
    )


def source_of(row: Sequence[Any]) -> Source:
    """The source in a row of SOURCE_COLUMNS."""
    layout = json.loads(row[6])
    return Source(
        id=row[0],
        name=row[1],
        kind=row[2],
        language=row[3],
        sha256=row[4],
        text=row[5],
        blocks=tuple(Block(*values) for values in layout["blocks"]),
        sections=tuple(Section(start, end, tuple(p)) for start, end, p in layout["sections"]),
        turns=tuple(Turn(*values) for values in layout["turns"]),
        variables=json.loads(row[7]),
    )


def segment_row(segment: Segment) -> tuple[str | int | float | None, ...]:
    """The values of SEGMENT_COLUMNS."""
    stem = segment.stem or (None, None)
    return (
        segment.id,
        segment.source,
        segment.start,
        segment.end,
        segment.unit,
        segment.section,
        segment.page,
        segment.speaker,
        segment.speaker_role,
        segment.reply_to,
        stem[0],
        stem[1],
        segment.lesson,
        int(segment.codable),
    )


def segment_of(row: Sequence[Any]) -> Segment:
    """The segment in a row of SEGMENT_COLUMNS."""
    stem = None if row[10] is None else Span(row[10], row[11])
    values: list[Any] = [*row[:10], stem, row[12], bool(row[13])]
    return Segment(*values)


def coding_row(coding: Coding, made_at: str) -> tuple[str | float | None, ...]:
    """The values of CODING_COLUMNS, stamped with the time of storing."""
    evidence = [[e.cue, e.start, e.end, e.strength, e.via] for e in coding.why.evidence]
    why = {"evidence": evidence, "valence": coding.why.valence, "note": coding.why.note}
    return (
        coding.segment,
        coding.code,
        coding.valence,
        coding.role,
        coding.stance,
        coding.status,
        coding.coder,
        coding.tagger,
        _compact(why),
        coding.probability,
        coding.made_at or made_at,
        coding.replaces,
        _compact(coding.spans) if coding.spans else "",
        int(coding.carried),
    )


def coding_of(row: Sequence[Any]) -> Coding:
    """The coding in a row of CODING_COLUMNS, its id, and for a decision the kind of its round."""
    why = json.loads(row[8])
    evidence = tuple(Evidence(*values) for values in why["evidence"])
    spans = _spans(json.loads(row[12] or "[]"))
    values: list[Any] = [*row[:8], Why(evidence, why["valence"], why["note"]), *row[9:12], spans]
    values += [bool(row[13]), *row[14:]]
    return Coding(*values)


def packed(rows: Iterable[Sent]) -> bytes:
    """What a sheet showed, compressed: it is kept whole, and read only when the sheet is back."""
    values = [
        [row.segment, row.chance, row.drawn, [_shown_row(each) for each in row.codings]]
        for row in rows
    ]
    return zlib.compress(_compact(values).encode())


def unpacked(data: bytes) -> Iterator[Sent]:
    """The rows that were `packed`, in their order; the codings come without their why."""
    for segment, chance, drawn, codings in json.loads(zlib.decompress(data)):
        shown = tuple(_shown(segment, values) for values in codings)
        yield Sent(segment, shown, chance, drawn)


def packed_segments(data: bytes) -> set[str]:
    """The segments of the rows that were `packed`, several times quicker than the rows."""
    return {row[0] for row in json.loads(zlib.decompress(data))}


def _shown(segment: str, row: Sequence[Any]) -> Coding:
    values: list[Any] = [segment, *row[:7], Why(), row[7], "", None, _spans(row[8])]
    return Coding(*values)


def _shown_row(coding: Coding) -> list[Any]:
    return [
        coding.code,
        coding.valence,
        coding.role,
        coding.stance,
        coding.status,
        coding.coder,
        coding.tagger,
        coding.probability,
        coding.spans,
    ]


def _spans(values: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(*value) for value in values)
