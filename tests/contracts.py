"""What every reader, finished source and tagger must satisfy: reused by the tests of each."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from relcode.read.normalise import normalised
from relcode.terms import source_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.codebook import Codebook
    from relcode.terms import Block, Coding, Draft, Section, Segment, Source, Turn


def check_blocks(blocks: Sequence[Block], text: str) -> None:
    """Blocks lie in reading order, apart, within the text, and hold trimmed, visible text."""
    for block in blocks:
        content = text[block.start : block.end]
        assert 0 <= block.start < block.end <= len(text), block
        assert content == content.strip(), (block, content)
        assert block.level >= 0, block
        assert block.speaker is None or block.speaker.strip() == block.speaker != "", block
        assert block.at is None or block.at >= 0, block
    for before, after in pairwise(blocks):
        assert before.end <= after.start, (before, after)


def check_draft(draft: Draft) -> None:
    """A reader's draft: its text is normalised and its blocks keep to the contract."""
    assert draft.text == normalised(draft.text)
    assert draft.kind in (None, "interview", "report", "paper", "web")
    check_blocks(draft.blocks, draft.text)


def texts(draft: Draft) -> list[str]:
    """The texts of the blocks."""
    return [draft.text[block.start : block.end] for block in draft.blocks]


def check_source(source: Source) -> None:
    """A finished source: the draft's contract, its id, and turns and sections within the text."""
    assert source.text == normalised(source.text)
    assert source.id == source_id(source.text)
    assert source.name
    assert source.language == source.language.lower()
    assert source.kind in ("interview", "report", "paper", "web")
    check_blocks(source.blocks, source.text)
    assert all(block.role for block in source.blocks)
    _check_sections(source.sections, source.text)
    _check_turns(source.turns, source.text)


def _check_sections(sections: Sequence[Section], text: str) -> None:
    for section in sections:
        assert 0 <= section.start < section.end <= len(text), section
        assert section.path, section
        assert all(title.strip() for title in section.path), section
    for before, after in pairwise(sections):
        assert before.start < after.start, (before, after)
        nested = after.end <= before.end and len(after.path) > len(before.path)
        assert nested or before.end <= after.start, (before, after)


def _check_turns(turns: Sequence[Turn], text: str) -> None:
    for turn in turns:
        assert 0 <= turn.start < turn.end <= len(text), turn
        assert turn.role, turn
    for before, after in pairwise(turns):
        assert before.end <= after.start, (before, after)


def check_codings(
    codings: Sequence[Coding], source: Source, segments: Sequence[Segment], book: Codebook
) -> None:
    """A tagger's codings: each code once on a segment that is coded, in order, with a why."""
    places = {segment.id: number for number, segment in enumerate(segments)}
    codes = {code.id: number for number, code in enumerate(book.codes)}
    order = [(places[coding.segment], codes[coding.code]) for coding in codings]
    assert order == sorted(set(order))
    for coding in codings:
        segment = segments[places[coding.segment]]
        assert segment.codable, coding
        assert segment.speaker_role not in ("interviewer", "system"), coding
        assert coding.status in ("suggested", "candidate"), coding
        assert coding.coder == coding.tagger != "", coding
        assert coding.probability is None or 0 <= coding.probability <= 1, coding
        assert coding.why.evidence, coding
        for one in coding.why.evidence:
            quoted = source.text[one.start : one.end]
            assert one.cue, coding
            assert quoted == quoted.strip() != "", (coding, quoted)
