"""Find the talk in JSON by the paths in speech.yaml, whatever program wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from relcode.read.normalise import one_line
from relcode.read.speech.values import at, people_in, speaker_at, text_at, time_at
from relcode.read.speech.words import spoken, words
from relcode.read.spoken import Spoken
from relcode.read.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST = 0.5  # of the records of a list must hold talk
_LONG = 300.0  # mean length of a turn that no recording has in seconds, but all in thousandths


class Recording(NamedTuple):
    """What was said in a recording, and what the file says about it."""

    pieces: list[Spoken]
    title: str | None
    language: str | None


def recording(content: object) -> Recording | None:
    """The recording in the JSON, None where its shape is not among those known."""
    people = people_in(content)
    for shape in wording("speech")["lists"]:
        records = at(content, shape["path"])
        if not isinstance(records, list):
            continue
        if shape.get("words"):
            found = list(spoken(words(records, people, None, at(content, shape.get("labels", "")))))
        else:
            found = _pieces(records, people)
        if found:
            return _recording(_in_seconds(found), content)
    text = text_at(content, wording("speech")["whole"])
    return _recording([Spoken(text)], content) if text else None


def names() -> list[str]:
    """The programs whose JSON is read, and the shape that any may write."""
    found = (name for each in wording("speech")["lists"] for name in each["name"].split(", "))
    return list(dict.fromkeys(filter(None, found)))


def _recording(pieces: list[Spoken], content: object) -> Recording:
    rules = wording("speech")
    title, language = (one_line(text_at(content, rules[key])) for key in ("title", "language"))
    return Recording(pieces, title or None, language or None)


def _pieces(records: Sequence[Any], people: dict[str, str]) -> list[Spoken]:
    """The talk of the records; none where most are something else."""
    found = [list(_record(record, people)) for record in records]
    talking = sum(map(bool, found))
    if talking <= _MOST * len(found):
        return []
    return [piece for pieces in found for piece in pieces]


def _record(record: object, people: dict[str, str]) -> Iterator[Spoken]:
    """The talk of one record: by its words where they have speakers of their own, else whole."""
    if not isinstance(record, dict):
        return
    rules = wording("speech")
    speaker = speaker_at(record, people)
    lists = (at(record, path) for path in rules["words"])
    items = next((each for each in lists if isinstance(each, list) and each), [])
    by_word = words(items, people, speaker)
    text = text_at(record, rules["text"]).strip()
    start, end = time_at(record, "start"), time_at(record, "end")
    if by_word and (not text or len({word.speaker for word in by_word}) > 1):
        first, *others = spoken(by_word)
        yield first._replace(start=start if first.start is None else first.start)
        yield from others
    elif text:
        yield Spoken(text, by_word[0].speaker if by_word else speaker, start, end)


def _in_seconds(pieces: list[Spoken]) -> list[Spoken]:
    """The pieces; whole times are thousandths where turns would last minutes otherwise."""
    times = [time for piece in pieces for time in (piece.start, piece.end) if time is not None]
    if not times or not all(time.is_integer() for time in times):
        return pieces
    if (max(times) - min(times)) / len(pieces) < _LONG:
        return pieces
    return [
        piece._replace(
            start=None if piece.start is None else piece.start / 1000,
            end=None if piece.end is None else piece.end / 1000,
        )
        for piece in pieces
    ]
