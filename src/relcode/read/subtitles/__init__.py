"""Read subtitles and captions (WebVTT, SubRip, SBV) as the talk they are of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcode.encoding import decoded, opening
from relcode.errors import UnreadableError
from relcode.read.draft import DraftBuilder
from relcode.read.spoken import add_turns, joined
from relcode.read.subtitles.captions import Cue, cues
from relcode.read.subtitles.voices import pieces

if TYPE_CHECKING:
    from relcode.terms import Draft

_SUFFIXES = frozenset({".vtt", ".srt", ".sbv"})
_HEAD = 16_384  # bytes: long notes and styles may stand before the first caption
_CLOCK = rb"\d{1,3}:\d{1,2}(?::\d{1,2})?[.,]\d{1,3}"
_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?\s*WEBVTT(?![^\s])")
_TIMES = re.compile(rb"^\s*" + _CLOCK + rb"[ \t]*-->[ \t]*" + _CLOCK, re.MULTILINE)
_SBV = re.compile(rb"\s*" + _CLOCK + b"," + _CLOCK + rb"\s*\n")
_LANGUAGE = re.compile(r"^Language:[ \t]*(\S+)", re.MULTILINE | re.IGNORECASE)


class SubtitleReader:
    """Reads captions into turns, so that sentences broken over captions are whole again."""

    name = "subtitles"

    def claim(self, data: bytes, suffix: str) -> float:
        """Sure of a file that opens as WebVTT or holds lines of two times with an arrow."""
        head = opening(data, _HEAD)
        if _OPENING.match(head) or _SBV.match(head):
            return 1.0
        if _TIMES.search(head):
            return 0.95
        return 0.7 * (suffix in _SUFFIXES)

    def read(self, data: bytes, name: str) -> Draft:
        """The draft of the talk: a block a turn, with the time at which it begins.

        The speaker is who the caption names, or the one named before; captions that cannot be
        read are left out. Raises UnreadableError where there is none that can.
        """
        text = decoded(data, name)
        found = cues(text)
        if not any(cue.lines for cue in found):
            raise _without_captions(data, name)
        builder = DraftBuilder()
        add_turns(builder, joined(pieces(found)))
        draft = builder.draft(kind="interview", language=_language(text, found))
        if not draft.blocks:
            raise _without_captions(data, name)
        return draft


def _without_captions(data: bytes, name: str) -> UnreadableError:
    what = "it is empty" if not data.strip() else "no caption in it has a time and a text"
    fix = "a caption needs a line such as 00:00:01.000 --> 00:00:04.000 and its text below"
    return UnreadableError(f"there are no captions in the file: {what}", where=name, fix=fix)


def _language(text: str, found: list[Cue]) -> str | None:
    """The language that the head of the file names."""
    head = text.partition("-->")[0] if found else ""
    match = _LANGUAGE.search(head) if head.startswith("WEBVTT") else None
    return match[1] if match else None


READER = SubtitleReader()
