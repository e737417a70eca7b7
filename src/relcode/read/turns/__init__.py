"""Find the turns of a transcript by the labels that stand in its text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from relcode.read.turns.evidence import Head, speakers
from relcode.read.turns.header import header
from relcode.read.turns.labels import HEAD, Label, base, closing_stamp, key, labels
from relcode.read.wording import says, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.terms import Block, Draft

_PREAMBLE = 0.15  # of the text; what is longer than this is a report with a transcript in it
_FEW = 600  # characters, which are no report
_TIMED = 0.5  # of the blocks; a recording without speakers has a time before most of them
_FEWEST = 4
_SOON = 300  # seconds
_LOOK = 600
_ASIDE = re.compile(r"[*_]{0,3}(?:\[[^\[\]]{1,300}\]|\([^()]{1,300}\))[*_.]{0,3}")
_BLANK = re.compile(r"\s*")


def with_turns(draft: Draft) -> Draft:
    """The draft with speakers, times and system remarks on its blocks, if it is a transcript.

    A block's start moves past the label, which stays in the text. A block without a label
    continues the turn before it. A draft whose blocks carry speakers, comments, or whose kind is
    paper, and a draft that shows no conversation, comes back as it is.
    """
    blocks = draft.blocks
    if draft.kind == "paper" or any(one.speaker or one.role == "commenter" for one in blocks):
        return draft
    about = header(blocks, draft.text)
    talk = [place for place, one in enumerate(blocks) if _may_talk(place, one, about.places)]
    heads = [_head(blocks[place], draft.text) for place in talk]
    found = {talk[place]: label for place, label in speakers(heads).items()}
    if not found:
        found = _times(talk, heads)
    if not found:
        return draft
    return replace(
        draft,
        blocks=tuple(_Walk(draft, found, about.places).blocks()),
        kind=draft.kind or "interview",
        variables={**about.variables, **draft.variables},
    )


def _may_talk(place: int, block: Block, about: frozenset[int]) -> bool:
    return block.form != "furniture" and place not in about


def _head(block: Block, text: str) -> Head:
    content = text[block.start : min(block.end, block.start + _LOOK)]
    found = labels(content)
    if block.form == "heading":  # a heading may be a speaker's name, never what a speaker says
        found = [label for label in found if label.length == len(content)]
    return Head(found, content, heading=block.form == "heading")


def _times(talk: Sequence[int], heads: Sequence[Head]) -> dict[int, Label]:
    """The times of a recording that names nobody; empty where few blocks begin with one."""
    timed = {
        place: head.labels[0]
        for place, head in zip(talk, heads, strict=True)
        if head.labels and head.labels[0].style == "time" and head.labels[0].at is not None
    }
    times = [label.at or 0.0 for label in timed.values()]
    if len(timed) < max(_FEWEST, _TIMED * len(heads)) or times != sorted(times):
        return {}
    # a programme of the day begins in the morning, a recording at nought
    bracketed = all(head.text.startswith("[") for head in heads if head.labels)
    return timed if bracketed or times[0] <= _SOON else {}


class _Walk:
    """Goes through the blocks of a transcript and says who speaks in each."""

    def __init__(self, draft: Draft, found: dict[int, Label], about: frozenset[int]) -> None:
        self._text = draft.text
        self._all = draft.blocks
        self._found = found
        self._about = about
        self._first = min(found)
        # with one label in the file, what stands without it was said by somebody else
        self._alone = len({label.name for label in found.values()}) == 1 and _asks(
            next(iter(found.values()))
        )
        before = sum(
            one.end - one.start
            for place, one in enumerate(self._all[: self._first])
            if place not in about
        )
        self._preamble = before <= max(_FEW, _PREAMBLE * len(draft.text))
        self._speaker: str | None = None
        self._over = False
        self._at: float | None = None

    def blocks(self) -> list[Block]:
        """The blocks, less those that were nothing but a label."""
        made = (self._block(place, block) for place, block in enumerate(self._all))
        return [block for block in made if block is not None]

    def _block(self, place: int, block: Block) -> Block | None:
        if place in self._about:
            return replace(block, form="furniture", note="metadata")
        if block.form == "furniture":
            return block
        if label := self._found.get(place):
            return self._labelled(block, label)
        return self._unlabelled(place, block)

    def _labelled(self, block: Block, label: Label) -> Block | None:
        self._speaker = label.name or None
        self._over = False
        form = "paragraph" if block.form == "heading" else block.form
        spoken = self._trimmed(replace(block, form=form), label.length, label.at)
        if spoken is None or label.name:
            return self._said(spoken)
        return spoken

    def _unlabelled(self, place: int, block: Block) -> Block | None:
        content = self._text[block.start : min(block.end, block.start + _LOOK)]
        if place < self._first and block.form != "heading":
            return replace(block, role="system" if self._preamble else "author")
        if block.form == "heading":
            self._over = self._over or key(content) in words("labels", "afterwards")
            return block
        self._over = self._over or bool(says("roles", "ends", content))
        if self._over:
            return replace(block, role="system")
        read = labels(content)
        if read and _is_stamp(read[0], content):
            return self._said(self._trimmed(block, read[0].length, read[0].at))
        if block.end - block.start < _LOOK and _ASIDE.fullmatch(content):
            return replace(block, role="system")
        if self._alone:
            self._speaker = None
        return self._said(self._trimmed(block, 0, None))

    def _said(self, block: Block | None) -> Block | None:
        if block is None:
            return None
        name = self._speaker
        if name and base(name) in words("roles", "system"):
            return replace(block, speaker=name, role="system")
        return replace(block, speaker=name)

    def _trimmed(self, block: Block, skipped: int, at: float | None) -> Block | None:
        """The block without its label and closing time mark; None where nothing is left."""
        self._at = at if at is not None else self._at
        blank = _BLANK.match(self._text, block.start + skipped)
        start = blank.end() if blank else block.start + skipped
        end = block.end - closing_stamp(self._text[max(start, block.end - HEAD) : block.end])
        if start >= end:
            return None
        time, self._at = self._at, None
        return replace(block, start=start, end=end, at=block.at if time is None else time)


def _is_stamp(label: Label, content: str) -> bool:
    """Whether a block begins with a time mark: "3:15 was our train" does not."""
    if label.style != "time":
        return False
    return label.length == len(content) or not content[0].isdigit()


def _asks(label: Label) -> bool:
    return base(label.name) in words("roles", "interviewer")
