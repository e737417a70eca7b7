"""Take the captions out of a subtitle file, those of a damaged one too, each text once."""

from __future__ import annotations

import html
import re
from io import StringIO
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from relcode.read.clock import seconds
from relcode.read.normalise import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from webvtt.models import Caption

# of the captions that repeat lines of the one before: live captions, which roll, nearly all do
_ROLLING = 0.4

_SRT = re.compile(r"\s*\d+[ \t]*\n[^\n]*-->")
_SBV = re.compile(r"\s*\d+:\d\d:\d\d\.\d+,\d+:\d\d:\d\d\.\d+[ \t]*\n")
_ARROW = re.compile(r"^([ \t]*[\d:]+),(\d+[ \t]*-->[ \t]*[\d:]+),(\d+)", re.MULTILINE)
# a number that has lost the times below it: its text stays with the caption before
_LOST_NUMBER = re.compile(r"(?<=\n\n)\d+[ \t]*\n(?![^\n]*-->)(?=\S)")
# tags of WebVTT, HTML and Advanced SubStation; "<" in talk is none
_TAG = re.compile(r"</?(?:[a-zA-Z][^<>]*|[\d:.]+)>|\{\\[^{}]*\}")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>]*)>")


class Line(NamedTuple):
    """A line of a caption without its tags, and the voice that a tag names, None if none does."""

    text: str
    voice: str | None = None


class Cue(NamedTuple):
    """One caption; times are in seconds."""

    start: float
    end: float
    lines: Sequence[Line]


def cues(text: str) -> list[Cue]:
    """The captions in the order in which they begin, without tags, styles and notes."""
    plain = "\n".join(line.rstrip() for line in text.splitlines()).lstrip("\n")
    found = [_cue(caption) for caption in _captions(plain)]
    found.sort(key=lambda cue: cue.start)
    return list(_unrolled([cue for cue in found if cue.lines]))


def _captions(text: str) -> Iterable[Caption]:
    from webvtt import WebVTT  # noqa: PLC0415 - 30 ms that only subtitles need
    from webvtt.errors import MalformedCaptionError, MalformedFileError  # noqa: PLC0415

    for content, kind in _readings(text):
        try:
            captions = WebVTT.from_buffer(StringIO(content), format=kind).captions
        except (MalformedFileError, MalformedCaptionError):
            continue
        if captions:
            return captions
    return ()


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """The ways to read the file, the last a damaged one: whatever has two times and an arrow."""
    if text.startswith("WEBVTT"):
        yield text, "vtt"
    elif _SRT.match(text):
        yield _LOST_NUMBER.sub("", text), "srt"
    elif _SBV.match(text):
        yield text.replace("[br]", "\n"), "sbv"
    body = _ARROW.sub(r"\1.\2.\3", text)
    yield "WEBVTT\n\n" + body.removeprefix("WEBVTT"), "vtt"


def _cue(caption: Caption) -> Cue:
    start, end = seconds(caption.start) or 0.0, seconds(caption.end) or 0.0
    return Cue(start, max(start, end), list(_lines(caption.raw_text)))


def _lines(raw: str) -> Iterator[Line]:
    voice: str | None = None
    for line in raw.split("\n"):
        before, *voiced = _VOICE.split(line)
        for name, text in [(voice, before), *zip(voiced[::2], voiced[1::2], strict=True)]:
            voice = one_line(html.unescape(name)) or None if name else voice
            if content := one_line(html.unescape(_TAG.sub("", text))):
                yield Line(content, voice)


def _unrolled(found: list[Cue]) -> Iterator[Cue]:
    """The captions without the lines that they repeat, where the file is of the kind that rolls."""
    repeats = [_repeated(before.lines, after.lines) for before, after in pairwise(found)]
    rolls = sum(map(bool, repeats)) > _ROLLING * len(repeats)
    for cue, repeated in zip(found, [0, *repeats], strict=False):
        lines = cue.lines[repeated:] if rolls else cue.lines
        if lines:
            yield cue._replace(lines=lines)


def _repeated(before: Sequence[Line], after: Sequence[Line]) -> int:
    """How many lines at the start of a caption are the last lines of the one before."""
    most = min(len(before), len(after))
    counts = range(most, 0, -1)
    return next((count for count in counts if before[-count:] == after[:count]), 0)
