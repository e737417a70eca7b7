"""Take apart exports with a tag at the start of a line: RIS, nbib, Web of Science and EndNote's.

One reader for the four, because the libraries for them lose the rest of a file, or a record, where
one is broken, and do not say where that was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relcode.refs.record import Record, names

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
# what databases write between the records
_FURNITURE = re.compile(r"\d{1,7}\.|Record #\d+ of \d+|(?:Provider|Content|Database): .{0,300}")
_DATABASE = re.compile(r"(?:Provider|Database): *(.{1,80})")
_MARGIN = 12  # characters that a tag, its blanks and its dash can take


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the lines of one form are told apart.

    `tag` matches at the start of a line, with the tag and the value as its groups, `loose` ways of
    writing it that count for tags in fields.yaml alone. `first` are the tags that begin a record,
    `last` one that ends it, `listed` those whose next lines are values of their own; in a `spaced`
    form a blank line ends a record.
    """

    form: str
    tag: re.Pattern[str]
    first: frozenset[str] = frozenset()
    last: str = ""
    loose: re.Pattern[str] | None = None
    listed: frozenset[str] = frozenset()
    spaced: bool = False


DIALECTS = {
    "ris": Dialect(
        "ris",
        re.compile(r"\s{0,3}([A-Z][A-Z0-9])  ?-(?: +(.*)|$)"),
        frozenset({"TY"}),
        "ER",
        re.compile(r"\s{0,3}([A-Z][A-Z0-9]{1,4})[ \t]{0,2}-(?:[ \t]*(.*))$"),
    ),
    "nbib": Dialect(
        "nbib", re.compile(r"([A-Z]{2,4}) {0,2}- ?(.*)$"), frozenset({"PMID"}), spaced=True
    ),
    "ciw": Dialect(
        "ciw",
        re.compile(r"([A-Z][A-Z0-9])(?: (.*)|$)"),
        frozenset({"PT"}),
        "ER",
        listed=frozenset({"AU", "AF", "CA"}),
    ),
    "enl": Dialect("enl", re.compile(r"%([0-9A-Z@~?!#$\]&(^>+<*])(?: +(.*)|$)"), spaced=True),
}


class Reader:
    """The records of one text, and what is wrong with them."""

    def __init__(self, text: str, form: str) -> None:
        """Ready to read; `records` does it."""
        self._text, self._dialect = text, DIALECTS[form]
        self._known = {tag for tags in names(form).values() for tag in tags} | {"ER"}
        self._open: Record | None = None
        self._tag = ""  # which the next line may go on with
        self._parts: list[str] = []
        self._at = 0
        self.database = ""  # that stands above the records

    def records(self) -> Iterator[Record]:
        """Each record when its end has come; memory does not grow with their number."""
        blank = True
        for number, line in enumerate(self._lines(), start=1):
            tag, value = self._tagged(line)
            if not line.strip():
                blank = True
            elif not tag:
                self._more(line)
            else:
                yield from self._take(tag, value, number, blank=blank)
                blank = False
        if self._open is not None and self._dialect.last:
            self._open.faults.append((self._open.line, "the record breaks off, it has no end"))
        yield from self._close()

    def _lines(self) -> Iterator[str]:
        # splitlines() would also part at signs that stand within abstracts
        for match in _LINE.finditer(self._text):
            if match.start() < len(self._text):
                yield match[0].rstrip("\r\n").lstrip("\ufeff")

    def _tagged(self, line: str) -> tuple[str, str]:
        if match := self._dialect.tag.match(line):
            return match[1], (match[2] or "").strip()
        loose = self._dialect.loose
        if loose and "-" in line[:_MARGIN] and (match := loose.match(line)):
            return (match[1], match[2].strip()) if match[1] in self._known else ("", "")
        return "", ""

    def _take(self, tag: str, value: str, line: int, *, blank: bool) -> Iterator[Record]:
        dialect = self._dialect
        if tag == dialect.last:
            yield from self._close()
            return
        if tag in dialect.first or (dialect.spaced and blank):
            if self._open is not None and dialect.last:
                message = f"the record has no end: the next one begins in line {line:,}"
                self._open.faults.append((self._open.line, message))
            yield from self._close()
            self._open = Record(line)
        if self._open is None:
            if tag not in self._known:  # of the file, or what Ovid writes after a record
                return
            self._open = Record(line, faults=[(line, f"the record begins with {tag}")])
        self._value()
        self._tag, self._parts, self._at = tag, [value], line

    def _more(self, line: str) -> None:
        """A line without a tag goes on with the value before it."""
        if _FURNITURE.fullmatch(line.strip()):
            if found := _DATABASE.match(line):
                self.database = found[1].strip()
        elif self._open is not None and self._tag:
            self._parts.append(line.strip())

    def _value(self) -> None:
        """Put what was gathered for a tag into the record."""
        if self._open is not None and self._tag:
            own = self._tag in self._dialect.listed
            for value in self._parts if own else [" ".join(self._parts)]:
                self._open.add(self._tag, value, self._at)
        self._tag, self._parts = "", []

    def _close(self) -> Iterator[Record]:
        self._value()
        if self._open is not None:
            yield self._open
        self._open = None
