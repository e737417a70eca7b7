"""Lay fictional text out as a source, as a reader would, for the tests of the segment stage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from relcode import codebook
from relcode.segment import segments
from relcode.terms import Block, Section, Source, Turn, source_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.terms import Segment, SourceKind

HEADINGS = codebook.load("relational").lesson_headings


class Part(NamedTuple):
    """One block to lay out: its text and its attributes."""

    text: str
    block: Block = Block(0, 0)


def heading(title: str, level: int = 1) -> Part:
    """A heading; what follows stands under it."""
    return Part(title, Block(0, 0, "heading", level))


def bullet(text: str, level: int = 1) -> Part:
    """An item of a list."""
    return Part(text, Block(0, 0, "bullet", level))


def said(text: str, speaker: str = "Mara", role: str = "participant") -> Part:
    """A turn of that speaker."""
    return Part(text, Block(0, 0, speaker=speaker, role=role))  # type: ignore[arg-type]


def source(*parts: Part | str, kind: SourceKind = "report") -> Source:
    """The parts as a source; plain strings are paragraphs, speakers make turns."""
    text, blocks = "", []
    for part in (Part(part) if isinstance(part, str) else part for part in parts):
        blocks.append(replace(part.block, start=len(text), end=len(text) + len(part.text)))
        text += part.text + "\n\n"
    turns = [
        Turn(block.start, block.end, block.speaker, block.role or "participant", block.reply_to)
        for block in blocks
        if block.speaker or block.role == "commenter"
    ]
    return Source(
        id=source_id(text),
        name="made.txt",
        kind=kind,
        language="en",
        sha256="",
        text=text,
        blocks=tuple(blocks),
        sections=tuple(_sections(blocks, text)),
        turns=tuple(turns),
    )


def cut(made: Source) -> list[Segment]:
    """The segments of a source, with the lesson headings of the shipped codebook."""
    return list(segments(made, HEADINGS))


def texts(made: Source, *, codable: bool | None = None) -> list[str]:
    """The text of each segment, or of those that are codable or not."""
    return [
        made.text[each.start : each.end]
        for each in cut(made)
        if codable is None or each.codable is codable
    ]


def _sections(blocks: list[Block], text: str) -> Iterator[Section]:
    path: list[tuple[int, str]] = []
    headings = [block for block in blocks if block.form == "heading"]
    for place, block in enumerate(headings):
        path = [each for each in path if each[0] < block.level]
        path.append((block.level, text[block.start : block.end]))
        after = (each.start for each in headings[place + 1 :] if each.level <= block.level)
        yield Section(block.start, next(after, len(text)), tuple(title for _, title in path))
