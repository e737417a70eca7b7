"""Tell who speaks in captions: by voice tags, names before colons, dashes and arrows."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from relcode.read.spoken import Spoken
from relcode.read.turns.labels import HEAD, key, labels, names_part
from relcode.read.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.read.subtitles.captions import Cue
    from relcode.read.turns.labels import Label

_OFTEN = 3  # times that a word which opens sentences must stand before a colon to be a name
_SHARE = 0.5  # of the captions; where so many begin with a name, one that comes once is one too
# the signs of a change of speaker: a dash in dialogue, two arrows in live captions
_CHANGE = re.compile(r"(?:[-–—‐]\s*(?=[^\s\d-])|[-–—]\s+(?=\S)|>{2,}\s*)")


def pieces(found: Sequence[Cue]) -> Iterator[Spoken]:
    """The talk of the captions, each piece with its speaker.

    A name stays the speaker until another name or a sign of change; where voices are tagged, a
    caption without one is nobody's.
    """
    names = _names(found)
    voiced = any(line.voice for cue in found for line in cue.lines)
    speaker: str | None = None
    for cue in found:
        for line, change in zip(cue.lines, _changes(cue), strict=True):
            text = line.text[change:]
            label = _label(text)
            if label and key(label.name) in names:
                text, speaker = text[label.length :], label.name
            elif voiced or change:
                speaker = line.voice
            if text.strip():
                yield Spoken(text, speaker, cue.start, cue.end, fresh=change > 0)


def _changes(cue: Cue) -> list[int]:
    """How many characters the sign of a change takes at the start of each line.

    A dash within a caption is one only if the caption begins with one.
    """
    found = [_CHANGE.match(line.text) for line in cue.lines]
    dialogue = found[0] is not None
    return [
        match.end() if match and (dialogue or match[0].startswith(">")) else 0 for match in found
    ]


def _names(found: Sequence[Cue]) -> frozenset[str]:
    """The keys of the names that stand before colons, as often as a speaker's would."""
    counts: Counter[str] = Counter()
    for cue in found:
        for line, change in zip(cue.lines, _changes(cue), strict=True):
            if label := _label(line.text[change:]):
                # after a sign of change, once is enough
                counts[key(label.name)] += 2 if change else 1
    usual = counts.total() >= _SHARE * len(found)
    return frozenset(
        name
        for name, count in counts.items()
        if names_part(name) or _speaks(name, count, least=1 if usual else 2)
    )


def _speaks(name: str, count: int, *, least: int) -> bool:
    if name in words("labels", "openers") or name in words("labels", "metadata"):
        return count >= _OFTEN
    return count >= least


def _label(text: str) -> Label | None:
    if ":" not in text[:HEAD] and "：" not in text[:HEAD]:
        return None
    return next((label for label in labels(text) if label.style == "colon"), None)
