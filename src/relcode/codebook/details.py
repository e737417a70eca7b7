"""What differs in the parts of two codes, and of two codebooks outside their codes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from relcode.codebook.heirs import Heirs
    from relcode.codebook.model import Code, Codebook, Relation

How = Literal["moved", "reworded", "changed", "recued", "entries", "related"]
BETWEEN = "\n"  # entries of a list: cues and examples hold every other sign
_TEXTS = ("name", "definition", "use", "avoid", "negation")
_VALUES = ("core", "polarity")
_LISTS = ("typical", "borderline", "near_miss", "sources")
_CUES = ("strong", "weak", "exclude")
_SETTINGS = (
    "name",
    "version",
    "language",
    "unit",
    "context_window",
)
_PROSE = ("cue_language", "negation_default")
_TABLES = ("attributes", "relation_types", "sources")
_ENTRIES = ("families", "lesson_headings", "lesson_markers")


class Detail(NamedTuple):
    """A part that differs, how it read, and how it reads now; of lists only what is gone or new."""

    how: How
    part: str
    before: str
    after: str


def code_details(old: Code, new: Code, heir: Callable[[str], str]) -> Iterator[Detail]:
    """The parts of a code that differ; `heir` gives what another old code is called now."""
    yield from _texts("reworded", old, new, _TEXTS)
    yield from _texts("changed", old, new, _VALUES)
    for part in _CUES:
        yield from _entries(
            "recued", f"{part} cues", getattr(old.cues, part), getattr(new.cues, part)
        )
    for part in _LISTS:
        yield from _entries("entries", part, getattr(old, part), getattr(new, part))
    yield from _entries("entries", "confusions", map(heir, old.confusions), new.confusions)


def relation_details(
    old: Codebook, new: Codebook, heir: Callable[[str], str]
) -> Iterator[tuple[tuple[Heirs, Heirs], Detail]]:
    """The relations that are gone or new, with their ends; a renamed end makes no difference."""

    def now(link: Relation) -> Relation:
        return link.model_copy(update={"from_": heir(link.from_), "to": heir(link.to)})

    before, after = {now(link): link for link in old.relations}, set(new.relations)
    for relation, link in before.items():
        if relation not in after:
            yield ((link.from_, link.to), ()), Detail("related", "relation", _said(link), "")
    for link in new.relations:
        if link not in before:
            yield ((), (link.from_, link.to)), Detail("related", "relation", "", _said(link))


def book_details(old: Codebook, new: Codebook) -> Iterator[Detail]:
    """The settings, families, headings and other tables that differ."""
    yield from _texts("changed", old, new, _SETTINGS, "codebook ")
    yield from _texts("reworded", old, new, _PROSE)
    for part in _TABLES:
        rows = [
            [f"{key}: {_said(value)}" for key, value in getattr(book, part).items()]
            for book in (old, new)
        ]
        yield from _entries("entries", part, *rows)
    for part in _ENTRIES:
        yield from _entries("entries", part, getattr(old, part), getattr(new, part))


def _texts(
    how: How, old: BaseModel, new: BaseModel, parts: Iterable[str], of: str = ""
) -> Iterator[Detail]:
    for part in parts:
        before, after = str(getattr(old, part)), str(getattr(new, part))
        if before != after:
            yield Detail(how, f"{of}{part.replace('_', ' ')}", before, after)


def _entries(how: How, part: str, old: Iterable[object], new: Iterable[object]) -> Iterator[Detail]:
    before, after = Counter(map(_said, old)), Counter(map(_said, new))
    if before != after:
        gone, come = (before - after).elements(), (after - before).elements()
        yield Detail(how, part.replace("_", " "), BETWEEN.join(gone), BETWEEN.join(come))


def _said(value: object) -> str:
    """An entry of a codebook in one line, empty parts left out."""
    if isinstance(value, BaseModel):
        parts = (part for _, part in value if part not in ("", (), None) and part is not False)
        return " · ".join(map(_said, parts))
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return " ".join(text.split())
