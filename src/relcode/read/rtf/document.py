"""Follow the tokens of Rich Text Format and collect the lines and tables they make."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcode.read.document.style_names import Style, known
from relcode.read.normalise import one_line
from relcode.read.rtf.flow import RtfFlow
from relcode.read.rtf.fonts import RtfFonts
from relcode.read.rtf.state import BODY_TEXT, State
from relcode.read.wording import wording

if TYPE_CHECKING:
    from relcode.read.document import Grid
    from relcode.read.document.lines import Line
    from relcode.read.rtf.tokens import Token

_NOTE = Style("furniture", note="footnote")
_COLLECTED = frozenset({"title", "author", "stylesheet"})
_HIGH, _LOW, _BEYOND = 0xD800, 0xDC00, 0xE000  # the halves of a character beyond U+FFFF


class RtfDocument:
    """Takes tokens one by one; `over` tells that the outermost group has been closed."""

    def __init__(self) -> None:
        """Start before the first group."""
        self.properties: dict[str, str] = {}
        self.over = False
        self._rules = wording("rtf")
        self._state = State()
        self._stack: list[State] = []
        self._flows = [RtfFlow()]
        self._notes: list[Line | Grid] = []
        self._fonts = RtfFonts()
        self._styles: dict[int, Style] = {}
        self._pending = bytearray()
        self._collected = ""
        self._skip = 0
        self._half = 0

    @property
    def items(self) -> list[Line | Grid]:
        """The lines and tables of the document, the notes last."""
        return [*self._flows[0].items, *self._notes]

    def take(self, token: Token) -> None:
        """Follow one token; those after the end of the document are left out."""
        if self.over:
            return
        if token.kind in ("text", "byte"):
            self._pending += token.data[self._skip :]
            self._skip = max(0, self._skip - len(token.data))
            return
        self._flush()
        skipped, self._skip = self._skip, 0
        if token.kind == "open":
            self._stack.append(self._state)
            self._state = self._state.within()
        elif token.kind == "close":
            self._leave()
        elif token.kind == "word":
            self._word(token.word, token.number)
        elif not skipped:
            self._symbol(token.word)

    def _flush(self) -> None:
        if self._pending:
            self._emit(self._fonts.decoded(bytes(self._pending), self._state.font))
            self._pending.clear()

    def _emit(self, text: str) -> None:
        if self._state.shown:
            self._flows[-1].add(text, bold=self._state.bold)
        elif self._state.target in _COLLECTED:
            self._collected += text
            if self._state.target == "stylesheet" and text.rstrip().endswith(";"):
                self._define_style()

    def _define_style(self) -> None:
        name, self._collected = self._collected.rstrip("; \t"), ""
        named, outline = known(name), self._state.outline
        if named is None and outline < BODY_TEXT:
            named = Style("heading", outline + 1)
        if named is not None:
            self._styles[self._state.style] = named

    def _leave(self) -> None:
        ended = self._state
        self._state = self._stack.pop() if self._stack else State()
        if ended.target in ("title", "author") and self._state.target != ended.target:
            self.properties[ended.target] = one_line(self._collected)
            self._collected = ""
        if ended.begins:
            flow = self._flows.pop()
            flow.end(self._form(ended))
            into = self._notes if ended.begins == "note" else self._flows[-1].boxes
            into += flow.items
        if not self._stack:
            self._flows[0].end(self._form(ended))
            self.over = True

    def _word(self, word: str, number: int | None) -> None:
        before = self._state
        self._state = before.after(word, number)
        if self._state.begins and not before.begins:
            self._flows.append(RtfFlow(_NOTE if self._state.begins == "note" else None))
        elif word in self._rules["markers"] and before.target == "body":
            self._flows[-1].marked = True
        elif word == "u":
            self._unicode((number or 0) & 0xFFFF)
            self._skip = self._state.fallback
        elif word in self._rules["characters"]:
            self._emit(self._rules["characters"][word])
        elif self._state.shown:
            self._layout(word)
        self._encoding(word, number or 0)

    def _layout(self, word: str) -> None:
        flow, form = self._flows[-1], self._form(self._state)
        if word in ("par", "sect"):
            flow.end_paragraph(form, in_table=self._state.in_table)
        elif word == "cell":
            flow.end_cell(form)
        elif word == "row":
            flow.end_row()

    def _encoding(self, word: str, number: int) -> None:
        if word == "ansicpg":
            self._fonts.page(number)
        elif word == "deff":
            self._fonts.default = number
        elif word == "fcharset" and self._state.target == "fonttbl":
            self._fonts.charset(self._state.font, number)
        elif word in self._rules["openings"]:
            self._fonts.opening(word)

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._state = replace(self._state, private=True)
        elif symbol in "\r\n":
            self._word("par", None)
        elif symbol in self._rules["symbols"]:
            self._emit(self._rules["symbols"][symbol])

    def _unicode(self, code: int) -> None:
        """Emit a character given by its code, or by its two halves one after the other."""
        if _HIGH <= code < _LOW:
            self._half = code
            return
        if _LOW <= code < _BEYOND and self._half:
            code = 0x10000 + ((self._half - _HIGH) << 10) + code - _LOW
        self._half = 0
        self._emit(chr(code))

    def _form(self, state: State) -> Style:
        named = self._styles.get(state.style)
        if named and (named.form == "furniture" or named.title):
            return named
        if state.outline < BODY_TEXT:
            return Style("heading", max(0, state.outline) + 1)
        if named and named.form == "heading":
            return named
        if state.listed or self._flows[-1].marked:
            return Style("bullet", max(0, state.level) + 1)
        return named or Style("paragraph")
