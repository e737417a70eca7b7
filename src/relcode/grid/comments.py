"""The comments on the cells of an Excel sheet, old ones ("notes") and threads with replies.

Parts of a workbook as in ECMA-376 part 1, section 18.7 (comments), and MS-XLSX section 2.6
(threadedComments, persons).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcode.grid.parts import BOOK, Parts
from relcode.grid.shape import Comment, place
from relcode.grid.stream import elements
from relcode.markup import attribute, child, local, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

# what Excel leaves for older programs in place of a thread; its words are in the user's language
_STAND_IN = re.compile(r"\s*\[[^\]]+\].*?linkid=870924\s*", re.DOTALL)
_REPLY = re.compile(r"^\S[^\n]*:\n {4}", re.MULTILINE)
# Google Sheets writes a thread as one text, each comment with its author below
_SIGNED = re.compile(r"(.*?)\n\t-([^\n]+)(?:\n|\Z)", re.DOTALL)


def comments(parts: Parts, sheet: str) -> dict[tuple[int, int], tuple[Comment, ...]]:
    """The comments of a sheet's cells by row and column counted from 0, replies after theirs."""
    related = parts.relations(sheet)
    found: dict[tuple[int, int], list[Comment]] = {}
    for cell, comment in _threads(parts, [each.member for each in related if _threaded(each.kind)]):
        found.setdefault(cell, []).append(comment)
    # a note where there is a thread only stands in for it
    threads = frozenset(found)
    for cell, author, text in _notes(
        parts, [each.member for each in related if each.kind == "comments"]
    ):
        if cell not in threads:
            found.setdefault(cell, []).extend(_taken_apart(author, text))
    return {cell: tuple(each) for cell, each in found.items() if each}


def _threaded(kind: str) -> bool:
    return kind == "threadedComment"


def _threads(parts: Parts, members: list[str]) -> Iterator[tuple[tuple[int, int], Comment]]:
    people = _people(parts) if any(members) else {}
    for content in parts.open(members):
        for element in elements(content, ("threadedComment",), parts.where):
            cell, text = place(attribute(element, "ref") or ""), child(element, "text")
            said = (text.text or "").strip() if text is not None else ""
            if cell is not None and said:
                yield cell, Comment(people.get(attribute(element, "personId") or "", ""), said)


def _people(parts: Parts) -> dict[str, str]:
    roots = (parts.root(each.member) for each in parts.relations(BOOK) if each.kind == "person")
    return {
        attribute(person, "id") or "": attribute(person, "displayName") or ""
        for root in roots
        for person in (root if root is not None else ())
    }


def _notes(parts: Parts, members: list[str]) -> Iterator[tuple[tuple[int, int], str, str]]:
    for content in parts.open(members):
        authors: list[str] = []
        for element in elements(content, ("author", "comment"), parts.where):
            if local(element) == "author":
                authors.append((element.text or "").strip())
                continue
            cell = place(attribute(element, "ref") or "")
            number = whole(attribute(element, "authorId"), len(authors))
            if cell is not None:
                yield cell, authors[number] if number < len(authors) else "", _text(element)


def _text(element: _Element) -> str:
    """The text of all runs, without the reading aids of East Asian script."""
    runs = (each for each in element.iter() if local(each) == "t")
    told = (run.text or "" for run in runs if not _is_aid(run))
    return "".join(told).replace("\r\n", "\n").replace("\r", "\n")


def _is_aid(run: _Element) -> bool:
    above = run.getparent()
    return above is not None and local(above) == "rPh"


def _taken_apart(author: str, text: str) -> Iterator[Comment]:
    """The comments that one note holds: a thread in the words of other programs, or itself."""
    if stand_in := _STAND_IN.match(text):
        replies = map(str.strip, _REPLY.split(text[stand_in.end() :]))
        yield from (Comment("", reply) for reply in replies if reply)
        return
    signed = _SIGNED.findall(text)
    if signed and _SIGNED.sub("", text) == "":
        yield from (Comment(name.strip(), said.strip()) for said, name in signed)
        return
    # Excel begins a note with its author's name
    said = text.removeprefix(f"{author}:\n").strip() if author else text.strip()
    if said:
        yield Comment(author, said)
