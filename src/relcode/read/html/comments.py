"""Find the threads of comments under a web page: who wrote which, in reply to whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from relcode.read.normalise import one_line
from relcode.read.wording import pattern, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_AUTHOR = 8  # words; a longer text is no name
_LINE = 100  # characters; a longer line says something
_CLASS_DEPTH = re.compile(r"(?:^|\s)(?:depth|level|indent|comment-depth)-(\d{1,3})(?:\s|$)")


@dataclass(slots=True, eq=False)
class Comment:
    """One comment; `number` counts from 1 down the page, `bodied` says that its text is set off."""

    number: int
    depth: int
    author: str | None = None
    parent: Comment | None = None
    bodied: bool = False

    @property
    def label(self) -> str:
        """How the comment is named by those that answer it."""
        return self.author or f"comment {self.number}"

    @property
    def reply_to(self) -> str | None:
        """The author of the comment answered, or `comment N`; None for a thread's first."""
        return self.parent.label if self.parent else None


@dataclass(slots=True)
class Threads:
    """The comments by the identity of their elements, their texts', and of what is dropped."""

    items: dict[int, Comment] = field(default_factory=dict)
    bodies: set[int] = field(default_factory=set)
    dropped: set[int] = field(default_factory=set)


def threads(tree: LexborHTMLParser) -> Threads:
    """The threads of comments on the page, empty where there are none."""
    found = Threads()
    nodes = _items(tree)
    nests = {node.mem_id for node in tree.css(_selector("nest"))} if nodes else set()
    for number, node in enumerate(nodes, start=1):
        depth = _given_depth(node)
        if depth is None:
            depth = sum(each.mem_id in nests or each.mem_id in found.items for each in _above(node))
        found.items[node.mem_id] = Comment(number, depth)
    if nodes:
        _parents(nodes, found)
        _bodies(tree, found)
        _authors(tree, found)
        _trimmings(tree, nodes, found)
    return found


def is_title(text: str) -> bool:
    """Whether the text is a heading over comments, such as `3 comments`."""
    return pattern("comments", "titles").fullmatch(one_line(text)) is not None


def is_trimming(text: str) -> bool:
    """Whether a line of a comment is a date, a button or a count."""
    return len(text) < _LINE and pattern("comments", "trimmings").fullmatch(text) is not None


@cache
def _selector(key: str) -> str:
    return ", ".join(wording("comments")[key])


def _above(node: LexborNode) -> Iterator[LexborNode]:
    around = node.parent
    while around is not None:
        yield around
        around = around.parent


def _owner(node: LexborNode, found: Threads) -> Comment | None:
    """The comment that an element belongs to."""
    around = (found.items.get(each.mem_id) for each in (node, *_above(node)))
    return next(filter(None, around), None)


def _items(tree: LexborHTMLParser) -> list[LexborNode]:
    """The elements that are comments, without the inner of two that are the same comment."""
    fitting = filter(None, map(tree.css, wording("comments")["item"]))
    matching = {node.mem_id for node in next(fitting, [])}
    if not matching or tree.root is None:
        return []
    nodes = [node for node in tree.root.traverse() if node.mem_id in matching]
    return [node for node in nodes if not _opens(node, matching)]


def _opens(node: LexborNode, items: set[int]) -> bool:
    """Whether the item stands at the very start of another, and so is the same comment."""
    for around in _above(node):
        before = node.prev
        while before is not None:
            if before.tag != "-comment" and (before.text() or "").strip():
                return False
            before = before.prev
        if around.mem_id in items:
            return True
        node = around
    return False


def _given_depth(node: LexborNode) -> int | None:
    attributes = node.attributes
    for name in wording("comments")["depth"]:
        value = attributes.get(name)
        if node.tag == "tr" and (cell := node.css_first(f"td[{name}]")) is not None:
            value = cell.attributes.get(name)
        if value and value.isdecimal():
            return int(value)
    match = _CLASS_DEPTH.search(attributes.get("class") or "")
    return int(match.group(1)) if match else None


def _parents(nodes: list[LexborNode], found: Threads) -> None:
    """The comment answered: the one named, or else the last one before that is less deep."""
    names = {key: found.items[node.mem_id] for node in nodes for key in _names(node)}
    line: list[Comment] = []
    for node in nodes:
        comment = found.items[node.mem_id]
        while line and line[-1].depth >= comment.depth:
            line.pop()
        given = (
            names.get(_digits(node.attributes.get(key))) for key in wording("comments")["parent"]
        )
        named = next(filter(None, given), None)
        comment.parent = named if named is not comment and named else line[-1] if line else None
        line.append(comment)


def _names(node: LexborNode) -> list[str]:
    keys = ("id", "data-id", "data-comment-id", "data-commentid")
    return [name for key in keys if (name := _digits(node.attributes.get(key)))]


def _digits(name: str | None) -> str:
    return re.sub(r"\D+", " ", name or "").strip()


def _bodies(tree: LexborHTMLParser, found: Threads) -> None:
    for selector in wording("comments")["body"]:
        hits = [(node, _owner(node, found)) for node in tree.css(selector)]
        fresh = [(node, owner) for node, owner in hits if owner is not None and not owner.bodied]
        for node, owner in fresh:
            if node.mem_id not in found.items:
                owner.bodied = True
                found.bodies.add(node.mem_id)


def _trimmings(tree: LexborHTMLParser, nodes: list[LexborNode], found: Threads) -> None:
    """Drop dates, buttons and votes, but nothing that a comment or its text lies within."""
    bodies = (each for each in tree.css(_selector("body")) if each.mem_id in found.bodies)
    kept = {each.mem_id for node in (*nodes, *bodies) for each in (node, *_above(node))}
    found.dropped.update(
        node.mem_id
        for node in tree.css(_selector("skip"))
        if node.mem_id not in kept and _owner(node, found) is not None
    )


def _authors(tree: LexborHTMLParser, found: Threads) -> None:
    for selector in wording("comments")["author"]:
        for node in tree.css(selector):
            owner = _owner(node, found)
            if owner is None or any(each.mem_id in found.bodies for each in _above(node)):
                continue
            name = _name(node)
            if owner.author is None and name:
                owner.author = name
            if owner.author == name:
                found.dropped.add(node.mem_id)


def _name(node: LexborNode) -> str:
    name = pattern("comments", "said").sub("", one_line(node.text())).strip(" :,·•|—–-")
    return name if 0 < len(name.split()) <= _AUTHOR else ""
