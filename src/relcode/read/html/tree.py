"""Walk a parsed web page once, and take it into boxes and lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from relcode.read.html import marks
from relcode.read.html.parts import Box, Cell, Line, Look, Run, Table
from relcode.read.inline import superscript
from relcode.read.wording import words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from relcode.read.html.comments import Threads
    from relcode.read.html.marks import Attributes, Meaning
    from relcode.terms import Form

_INLINE = words("html", "inline")
_DROPPED = words("html", "dropped")
_BOLD = words("html", "bold")
_HEADINGS = words("html", "heading")
_LISTS = words("html", "list")
_LIKE_HEADINGS = {"div", "p"}
_CAPTIONS = words("html", "caption")
_QUOTES = words("html", "quote")
_FRAMED = {"article", "section", "form", "main", "nav", *_HEADINGS}  # no cell of data holds them
# A line break also ends a paragraph after the end of a sentence, or before a point or a label
_ENDED = re.compile(r"[.?!:;…。？！][\"'”’»)\]]*\s*$")
_POINT = re.compile(r"\s*(?:[•▪◦‣●■*–-]|\d{1,2}[.)])\s")
_BOLD_STYLE = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")
_BEFORE = 4  # runs that a superscript may be attached to


class _Place(NamedTuple):
    """What holds for all the text of an element; `kept` is false for a comment's trimmings."""

    box: Box
    form: Form = "paragraph"
    level: int = 0
    depth: int = 0
    look: int = Look.PLAIN
    cell: Cell | None = None
    table: Table | None = None
    kept: bool = True
    lines: bool = False


class _Leave(NamedTuple):
    """The end of an element: the place outside it, and how its text is finished."""

    tag: str
    place: _Place
    block: bool
    began: int = 0


class Walk:
    """Takes a page into `boxes`, each after the one around it, and `lines` in reading order."""

    def __init__(self, threads: Threads) -> None:
        """Walk with the comments known."""
        self._threads = threads
        self._runs: list[Run] = []
        self._term: list[Run] = []
        self._place = _Place(Box("html"))
        self.boxes: list[Box] = [self._place.box]
        self.lines: list[Line] = []

    def page(self, body: LexborNode) -> None:
        """Walk the page; with a stack of its own, as pages may nest without limit."""
        waiting: list[LexborNode | _Leave] = [body]
        while waiting:
            item = waiting.pop()
            if isinstance(item, _Leave):
                self._leave(item)
            elif item.tag == "-text":
                self._text(item.text_content or "")
            elif item.is_element_node and (leave := self._enter(item)) is not None:
                waiting.append(leave)
                waiting.extend(reversed(list(item.iter(include_text=True))))
        self._flush()
        self._end_term()

    def _text(self, text: str) -> None:
        if not self._place.lines:
            self._runs.append(Run(text.replace("\n", " "), self._place.look))
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self._runs.append(Run("\n"))
            self._runs.append(Run(line, self._place.look))

    def _enter(self, node: LexborNode) -> _Leave | None:
        tag = (node.tag or "").lower()
        if tag == "br":
            self._runs.append(Run("\n"))
        if tag == "hr":
            self._flush()
        if tag in _DROPPED or tag in {"br", "hr", "wbr"} or node.mem_id in self._threads.dropped:
            return None
        attributes = node.attributes
        meaning = marks.meaning(tag, attributes)
        if meaning.hidden:
            return None
        if tag in _INLINE:
            return self._enter_inline(tag, attributes, meaning)
        return self._enter_block(tag, attributes, meaning, node.mem_id)

    def _enter_inline(self, tag: str, attributes: Attributes, meaning: Meaning) -> _Leave:
        leave = _Leave(tag, self._place, block=False, began=len(self._runs))
        look = self._place.look
        if tag == "a" and attributes.get("href"):
            look |= Look.LINK
        if tag in _BOLD or _BOLD_STYLE.search((attributes.get("style") or "").lower()):
            look |= Look.BOLD
        if tag == "time" or meaning.mark == "byline":
            look |= Look.BYLINE
        if tag == "q":
            self._runs.append(Run("“", look))
        self._place = self._place._replace(look=look)
        return leave

    def _enter_block(
        self, tag: str, attributes: Attributes, meaning: Meaning, identity: int
    ) -> _Leave:
        self._flush()
        leave = _Leave(tag, self._place, block=True)
        outer = self._place
        comment = self._threads.items.get(identity)
        box = Box(tag, outer.box, _mark(tag, meaning.mark, outer.box), meaning.rank)
        box.quote = outer.box.quote
        box.comment = comment or outer.box.comment
        self.boxes.append(box)
        place = outer._replace(box=box)
        if comment is not None:
            box.quote = False
            self._place = place._replace(kept=not comment.bodied, form="paragraph", depth=0)
            return leave
        kept = place.kept or identity in self._threads.bodies
        self._place = self._shaped(tag, attributes, place._replace(kept=kept))
        return leave

    def _shaped(self, tag: str, attributes: Attributes, place: _Place) -> _Place:
        if tag in _FRAMED and place.cell is not None:
            place.cell.table.framing = True
        if level := _heading_level(tag, attributes):
            return place._replace(form="heading", level=level)
        if tag in _LISTS:
            return place._replace(depth=place.depth + 1)
        if tag == "li":
            return place._replace(form="bullet", level=max(1, place.depth))
        if tag in _QUOTES:
            place.box.quote = True
            return place
        if tag == "pre":
            return place._replace(lines=True)
        if tag == "dt":
            self._end_term()
        return self._tabular(tag, attributes, place)

    def _tabular(self, tag: str, attributes: Attributes, place: _Place) -> _Place:
        if tag == "table":
            if place.cell is not None:
                place.cell.table.framing = True
            drawn = attributes.get("role") in {"presentation", "none"}
            return place._replace(table=Table(framing=drawn), cell=None, form="paragraph", depth=0)
        if place.table is None:
            return place
        if tag == "tr":
            place.table.next_row()
        if tag in {"td", "th"}:
            place.table.headed |= tag == "th"
            return place._replace(cell=place.table.next_cell(), look=Look.PLAIN)
        return place

    def _leave(self, leave: _Leave) -> None:
        if leave.block:
            self._flush()
            if leave.tag == "dl":
                self._end_term()
        elif leave.tag == "sup":
            self._raise(leave.began)
        elif leave.tag == "q":
            self._runs.append(Run("”", self._place.look))
        self._place = leave.place

    def _raise(self, began: int) -> None:
        before = "".join(run.text for run in self._runs[max(0, began - _BEFORE) : began])
        raised = "".join(run.text for run in self._runs[began:])
        cites = any(run.look & Look.LINK and run.text.strip() for run in self._runs[began:])
        text = superscript(before, raised, cites=cites)
        self._runs[began:] = [Run(text, self._place.look)]

    def _flush(self) -> None:
        """End the line, or lines, that the runs so far make."""
        runs, self._runs = self._runs, []
        if not self._place.kept or not any(run.text.strip() for run in runs):
            return
        if self._place.box.tag == "dt":
            self._term = runs
            return
        if self._term:
            colon = "" if self._term[-1].text.rstrip().endswith(":") else ":"
            runs, self._term = [*self._term, Run(f"{colon} "), *runs], []
        for part in _parts(runs, self._place.form):
            self._add(part)

    def _end_term(self) -> None:
        """A term without a definition stands alone."""
        term, self._term = self._term, []
        if term:
            self._add(term)

    def _add(self, runs: list[Run]) -> None:
        place = self._place
        line = Line(runs, place.box, place.form, place.level, place.cell)
        if line.text:
            self.lines.append(line)


def _mark(tag: str, mark: str, outer: Box) -> str:
    if tag in _CAPTIONS:
        return "caption"
    if outer.quote and tag in {"footer", "figcaption"}:
        return "attribution"
    around: Box | None = outer
    while tag == "header" and around is not None:
        if around.tag in {"article", "main", "section"}:
            return ""
        around = around.parent
    return mark


def _heading_level(tag: str, attributes: Attributes) -> int:
    """The level of a heading by its tag, or by a role or class that says it looks like one."""
    if attributes.get("role") == "heading":
        level = attributes.get("aria-level") or "2"
        return int(level) if level.isdecimal() else 2
    looks = [tag, *(marks.names(attributes.get("class")) if tag in _LIKE_HEADINGS else ())]
    return next((int(name[1]) for name in looks if name in _HEADINGS), 0)


def _parts(runs: list[Run], form: Form) -> list[list[Run]]:
    """The runs cut at blank lines, and at line breaks that end a sentence."""
    parts: list[list[Run]] = [[]]
    blank = False  # whether nothing but blanks came since the last break
    for run in runs:
        if run.text != "\n":
            if blank and run.text.strip() and _breaks(parts[-1], run, form):
                parts.append([])
            blank = blank and not run.text.strip()
            parts[-1].append(run)
            continue
        if blank and form != "heading" and parts[-1]:
            parts.append([])
        blank = True
        parts[-1].append(Run(" "))
    return parts


def _breaks(before: list[Run], run: Run, form: Form) -> bool:
    if form == "heading":
        return False
    text = "".join(each.text for each in before[-_BEFORE:])
    last = next((each for each in reversed(before) if each.text.strip()), Run(""))
    labelled = bool(run.look & Look.BOLD) and not last.look & Look.BOLD
    return bool(_ENDED.search(text)) or labelled or bool(_POINT.match(run.text))
