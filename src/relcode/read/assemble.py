"""Make a finished source of a draft: sections, turns, kind and id."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from relcode.read.language import language
from relcode.read.turns import with_turns
from relcode.read.turns.labels import key
from relcode.read.turns.roles import with_roles
from relcode.read.wording import words
from relcode.terms import Section, Source, Turn, source_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from relcode.terms import Block, Draft, SourceKind


def assembled(draft: Draft, name: str, interviewers: Collection[str] = ()) -> Source:
    """The source that a reader's draft makes, with turns, roles, sections, language and kind."""
    told = with_turns(draft)
    blocks = with_roles(told.blocks, told.text, told.variables, interviewers)
    titled = {"title": told.title} if told.title else {}
    return Source(
        id=source_id(told.text),
        name=name,
        kind=told.kind or _kind(blocks, told.text),
        language=language(told.text, blocks, told.language),
        sha256=sha256(told.text.encode()).hexdigest(),
        text=told.text,
        blocks=blocks,
        sections=tuple(sections(blocks, told.text)),
        turns=tuple(turns(blocks)),
        variables={**titled, **told.variables},
    )


def sections(blocks: Sequence[Block], text: str) -> Iterator[Section]:
    """A section for each heading, up to the next heading that is not below it.

    The last ones end where a page's comments begin.
    """
    comment = next((one.start for one in blocks if one.role == "commenter"), len(text))
    above = [block for block in blocks if block.end <= comment]
    headings = [block for block in above if block.form == "heading"]
    last = above[-1].end if above else 0
    path: list[tuple[int, str]] = []
    ends = _ends(headings, last)
    for heading, end in zip(headings, ends, strict=True):
        while path and path[-1][0] >= heading.level:
            path.pop()
        path.append((heading.level, " ".join(text[heading.start : heading.end].split())))
        yield Section(heading.start, end, tuple(title for _, title in path))


def _ends(headings: Sequence[Block], last: int) -> list[int]:
    """Where the section of each heading ends, found from the back in one pass."""
    ends = [last] * len(headings)
    open_: list[Block] = []
    for place in range(len(headings) - 1, -1, -1):
        while open_ and open_[-1].level > headings[place].level:
            open_.pop()
        ends[place] = open_[-1].start if open_ else last
        open_.append(headings[place])
    return ends


def turns(blocks: Sequence[Block]) -> Iterator[Turn]:
    """The turns and comments: runs of blocks by one speaker in answer to one comment.

    Furniture and headings end a run, so that two unknown commenters stay two. A remark of the
    record ("[laughter]") within a turn does not end it, and is no turn of its own.
    """
    run: list[Block] = []
    aside: list[Block] = []
    for block in blocks:
        if block.form in ("furniture", "heading"):
            yield from _closed(run, aside)
            run, aside = [], []
        elif run and _goes_on(run[-1], block):
            run.append(block)
            aside = []
        elif run and block.role == "system" and run[-1].role != "system":
            aside.append(block)
        elif _speaks(block):
            yield from _closed(run, aside)
            run, aside = [block], []
    yield from _closed(run, aside)


def _speaks(block: Block) -> bool:
    return block.role != "author" or block.speaker is not None


def _goes_on(before: Block, block: Block) -> bool:
    return (before.speaker, before.role, before.reply_to) == (
        block.speaker,
        block.role,
        block.reply_to,
    )


def _closed(run: Sequence[Block], aside: Sequence[Block]) -> Iterator[Turn]:
    for blocks in (run, aside):
        if blocks:
            first = blocks[0]
            role = first.role or "participant"
            yield Turn(first.start, blocks[-1].end, first.speaker, role, first.reply_to)


def _kind(blocks: Sequence[Block], text: str) -> SourceKind:
    if len({block.speaker for block in blocks if block.speaker}) > 1:
        return "interview"
    titles = {key(text[block.start : block.end]) for block in blocks if block.form == "heading"}
    paper = words("labels", "paper")
    return "paper" if len(titles & paper) > 2 else "report"  # noqa: PLR2004 - see labels.yaml
