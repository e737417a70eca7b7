"""The codes that a sheet may name: of the codebook it was made with, and of the one in use."""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from relcode.errors import nearest
from relcode.review.returned.wording import folded, is_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relcode.codebook import Codebook

LONGEST = 60  # letters of a cell in a message; more are no slip in the name of a code


class Problem(NamedTuple):
    """What is wrong with what somebody wrote, and what to do."""

    what: str
    fix: str = ""


class Vocabulary:
    """Finds codes by id or name, in any case; the first codebook that knows a word decides."""

    def __init__(self, books: Sequence[Codebook], shown: Iterable[str] = ()) -> None:
        """Take the codebooks, the one that the sheet was made with first.

        `shown` are codes that the sheet showed; codebooks since retired may be all that knew them.
        """
        self._known = [_Known(book) for book in books]
        self._shown = {folded(code): code for code in shown}

    def find(self, text: str) -> str | Problem | None:
        """The id of the code that is meant, what is unclear about it, or None for no code."""
        form = folded(text)
        for known in self._known:
            if found := known.find(text, form):
                return found
        return self._shown.get(form)

    def unknown(self, text: str) -> Problem:
        """What to say about a text that is no code."""
        form = folded(text)
        shown = brief(text)
        if is_figure(text) or form in ("true", "false"):
            message = f"'{shown}' is not a code; a program may have made it of something else"
            return Problem(message, "choose the code again, in a cell of text")
        if any(form in known.families for known in self._known):
            message = f"'{shown}' is a family of codes, not a code"
            return Problem(message, "choose a code of it")
        return Problem(f"'{shown}' is not a code", self._advice(form))

    def new(self, name: str) -> Problem:
        """What to say about a code that somebody proposes."""
        message = f"'{brief(name)}' is proposed as a new code"
        fix = "add it to the codebook and put that in use, then bring this file in again"
        return Problem(message, fix)

    def _advice(self, form: str) -> str:
        ids = {folded(each): each for known in self._known for each in known.ids}
        names = {name: ids for known in self._known for name, ids in known.names.items()}
        short = form[:LONGEST]
        if not get_close_matches(short, ids, n=1) and (
            close := get_close_matches(short, names, n=1)
        ):
            return f"did you mean '{names[close[0]][0]}'?"
        return nearest(short, ids)


class _Known:
    """The codes of one codebook by what people call them."""

    def __init__(self, book: Codebook) -> None:
        self.ids = {code.id for code in book.codes}
        self.families = {folded(each) for one in book.families for each in (one.id, one.name)}
        self.names: defaultdict[str, list[str]] = defaultdict(list)
        self._forms: defaultdict[str, list[str]] = defaultdict(list)
        self._figures: defaultdict[float, list[str]] = defaultdict(list)
        for code in book.codes:
            self._forms[folded(code.id)].append(code.id)
            self.names[folded(code.name)].append(code.id)
            if (value := _value(code.id)) is not None:
                self._figures[value].append(code.id)

    def find(self, text: str, form: str) -> str | Problem | None:
        """The code, what is unclear about it, or None."""
        value = _value(text)
        alike = self._figures.get(value, []) if value is not None else []
        if len(alike) > 1:
            return _several(text, alike)
        if text in self.ids:
            return text
        meant = self._forms.get(form) or self.names.get(form, [])
        return _several(text, meant) if len(meant) > 1 else next(iter(meant), None)


def _several(text: str, codes: Sequence[str]) -> Problem:
    return Problem(f"'{brief(text)}' may be any of the codes {', '.join(sorted(codes))}")


def _value(text: str) -> float | None:
    """The number that a spreadsheet program would take a text for."""
    try:
        return float(text) if is_figure(text) else None
    except ValueError:
        return None


def brief(text: str) -> str:
    """The text on one line, cut where it is long, as it stands in a message."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
