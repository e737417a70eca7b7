"""Talk as recordings give it, piece by piece, laid out as the turns it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from relcode.read.normalise import one_line
from relcode.terms import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcode.read.draft import DraftBuilder
    from relcode.terms import SpeakerRole

# A pause this long, in seconds, starts a paragraph between two sentences: above the usual pause
# for breath, so that a paragraph is a stretch of thought.
PAUSE = 3.0
# So long a pause starts one anywhere, as captions made by machine often lack full stops.
LONG_PAUSE = 15.0
# Talk of more characters than this is cut after a sentence: about a minute, so that the time of a
# block still leads to the place.
LONGEST = 1_000

# a remark of the transcriber, and nothing else
_ASIDE = re.compile(r"\s*(?:\[[^\[\]]*\]|\([^()]*\)|[♪♫♬][^♪♫♬]*[♪♫♬]?)[\s.]*$")
_ENDED = re.compile(r"[.?!。？！][\"'”’»)\]]*$")


class Spoken(NamedTuple):
    """What one speaker said without a break; times are seconds from the start, None if unknown.

    `text` may have lines, each its own paragraph. `fresh` marks a new turn although the speaker
    is the same, or unknown, before and after.
    """

    text: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    fresh: bool = False


def joined(pieces: Iterable[Spoken]) -> Iterator[Spoken]:
    """The pieces with those of one turn made whole, so that broken sentences are one again.

    A turn is cut where the speaker paused for PAUSE seconds between two sentences, or for
    LONG_PAUSE anywhere; a very long one after every LONGEST characters or so.
    """
    turn: list[Spoken] = []
    length = 0
    for piece in pieces:
        if turn and not _goes_on(turn[-1], piece, length):
            yield _whole(turn)
            turn, length = [], 0
        turn.append(piece)
        length += len(piece.text)
    if turn:
        yield _whole(turn)


def add_turns(builder: DraftBuilder, pieces: Iterable[Spoken], *, page: int | None = None) -> None:
    """Lay the pieces out as blocks, each change of speaker with the name before it."""
    before: str | None = None
    for piece in pieces:
        speaker = one_line(piece.speaker or "") or None
        label = f"{speaker}:" if speaker and speaker != before else ""
        for line in filter(str.strip, piece.text.split("\n")):
            role: SpeakerRole | None = "system" if not speaker and _ASIDE.match(line) else None
            layout = Block(0, 0, speaker=speaker, role=role, page=page, at=piece.start)
            builder.add(line, layout, label=label)
            label, before = "", speaker


def _goes_on(last: Spoken, piece: Spoken, length: int) -> bool:
    if piece.fresh or piece.speaker != last.speaker:
        return False
    between = _ENDED.search(last.text.rstrip()) and not piece.text.lstrip()[:1].islower()
    if between and length > LONGEST:
        return False
    if last.end is None or piece.start is None:
        return True
    return piece.start - last.end < (PAUSE if between else LONG_PAUSE)


def _whole(turn: list[Spoken]) -> Spoken:
    text = " ".join(piece.text for piece in turn)
    return Spoken(text, turn[0].speaker, turn[0].start, turn[-1].end, turn[0].fresh)
