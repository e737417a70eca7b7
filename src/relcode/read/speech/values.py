"""Values in JSON by their paths: names, texts and times, as far as they are what they should be."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from relcode.read.clock import seconds
from relcode.read.normalise import one_line
from relcode.read.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterable

_SECONDS = re.compile(r"(?:PT)?(\d{1,9}(?:\.\d{1,12})?)[sS]?")


def at(content: object, path: str) -> Any:  # noqa: ANN401 - JSON is of any shape
    """The value at a path such as `results.channels.0`, None where there is none."""
    for step in filter(None, path.split(".")):
        if isinstance(content, dict):
            content = content.get(step)
        elif isinstance(content, list) and step.isdecimal() and int(step) < len(content):
            content = content[int(step)]
        else:
            return None
    return content


def text_at(content: object, paths: Iterable[str]) -> str:
    """The first text with something in it, as it stands; "" for none."""
    found = (value for path in paths if isinstance(value := at(content, path), str))
    return next((value for value in found if value.strip()), "")


def word_at(content: object) -> str:
    """The text of a single word or punctuation mark, which may be a blank."""
    found = (at(content, path) for path in wording("speech")["word"])
    return next((value for value in found if isinstance(value, str)), "")


def speaker_at(content: object, people: dict[str, str]) -> str | None:
    """The name of the speaker; a number that names nobody becomes `Speaker 0`."""
    for path in wording("speech")["speaker"]:
        value = at(content, path)
        if isinstance(value, bool) or not isinstance(value, str | int):
            continue
        if name := people.get(str(value)) or (one_line(value) if isinstance(value, str) else ""):
            return name
        if isinstance(value, int):
            return f"Speaker {value}"
    return None


def people_in(content: object) -> dict[str, str]:
    """The names of the speakers by their ids, where the file lists them apart."""
    rules = wording("speech")
    people: dict[str, str] = {}
    for path in rules["people"]:
        listed = at(content, path)
        for person in listed if isinstance(listed, list) else ():
            name = one_line(text_at(person, rules["person"]))
            ids = (at(person, path) for path in rules["id"])
            found = next((each for each in ids if isinstance(each, str | int)), None)
            if name and found is not None:
                people.setdefault(str(found), name)
    return people


def time_at(content: object, edge: str) -> float | None:
    """The seconds at the `start` or `end` of a stretch; None where nothing sensible stands."""
    for path, unit in wording("speech")[edge].items():
        value = _number(at(content, path))
        if value is not None and math.isfinite(value) and value >= 0:
            return value * float(unit)
    return None


def _number(value: object) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if abs(value) < 1e15 else None  # noqa: PLR2004 - beyond any clock
    if isinstance(value, str):
        bare = _SECONDS.fullmatch(value.strip())
        return float(bare[1]) if bare else seconds(value)
    return None
