"""Make lines of a paragraph's text, as a transcript typed with line breaks needs them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from relcode.read.document.style_names import Style
    from relcode.terms import Form, SpeakerRole

_LETTER = re.compile(r"\W*[^\W\d_]")
_ENDED = re.compile(r"[.?!:;…。？！：][\"'”’»)\]]*\s*$")


class Stretch(NamedTuple):
    """Some text of a paragraph, line ends included; `page` counts from 1, None if unknown."""

    text: str
    bold: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a line of one; `lead` is what bold or a tab sets off at its start.

    The note `bold` means that the whole line is bold; `title` marks the document's title.
    """

    text: str
    form: Form = "paragraph"
    level: int = 0
    page: int | None = None
    note: str = ""
    role: SpeakerRole | None = None
    lead: str = ""
    title: bool = False


def lines(stretches: Iterable[Stretch], style: Style) -> Iterator[Line]:
    """The lines of a paragraph that hold text; a heading or a piece of furniture is one line.

    A line that goes on in lower case where the one before did not end is the same line, broken
    only to fit a page or a message.
    """
    broken = [line for line in _broken(stretches) if _text(line).strip()]
    if style.form in ("heading", "furniture") and broken:
        broken = [_together(broken)]
    for line in _rejoined(broken):
        bold = all(each.bold for each in line if each.text.strip())
        plain = style.form == "paragraph"
        yield Line(
            _text(line),
            style.form,
            style.level,
            next(each.page for each in line if each.text.strip()),
            "bold" if bold and plain else style.note,
            style.role,
            _lead(line) if plain else "",
            style.title,
        )


def _broken(stretches: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    line: list[Stretch] = []
    for stretch in stretches:
        first, *others = stretch.text.split("\n")
        line.append(stretch._replace(text=first))
        for other in others:
            yield line
            line = [stretch._replace(text=other)]
    yield line


def _rejoined(broken: list[list[Stretch]]) -> Iterator[list[Stretch]]:
    whole: list[list[Stretch]] = []
    for line in broken:
        if whole and not _goes_on(_text(whole[-1]), _text(line)):
            yield _together(whole)
            whole = []
        whole.append(line)
    if whole:
        yield _together(whole)


def _goes_on(before: str, line: str) -> bool:
    letter = _LETTER.match(line)
    if letter is None or not letter[0][-1].islower():
        return False
    return _ENDED.search(before) is None


def _together(broken: list[list[Stretch]]) -> list[Stretch]:
    first, *others = broken
    return [*first, *(each for line in others for each in (Stretch(" ", bold=line[0].bold), *line))]


def _text(line: Sequence[Stretch]) -> str:
    return "".join(stretch.text for stretch in line)


def _lead(line: Sequence[Stretch]) -> str:
    """What stands before the first tab or in bold before plain text; "" if nothing is set off."""
    before, tab, after = _text(line).lstrip().partition("\t")
    if tab and after.strip():
        return before
    lead = ""
    for stretch in line:
        if not stretch.bold and stretch.text.strip():
            return lead.lstrip()
        lead += stretch.text
    return ""
