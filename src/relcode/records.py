"""Values of the field as database rows and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from relcode.terms import Block, Coding, Evidence, Section, Segment, Source, Span, Turn, Why

if TYPE_CHECKING:
    from collections.abc import Sequence

SEGMENT_COLUMNS = (
    "id, source, start, end, unit, section, page, speaker, speaker_role, reply_to, "
    "stem_start, stem_end, lesson, codable"
)
CODING_COLUMNS = (
    "segment, code, valence, role, stance, status, coder, tagger, why, probability, made_at, "
    "replaces"
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
    )


def coding_of(row: Sequence[Any]) -> Coding:
    """The coding in a row of CODING_COLUMNS."""
    why = json.loads(row[8])
    evidence = tuple(Evidence(*values) for values in why["evidence"])
    values: list[Any] = [*row[:8], Why(evidence, why["valence"], why["note"]), *row[9:12]]
    return Coding(*values)
