"""What of a reference is compared: titles, names, numbers in one spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from unicodedata import combining, normalize

from relcode.rules import any_of, content

if TYPE_CHECKING:
    from relcode.reference import Reference

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+")
_NUMERAL = re.compile(r"\d+|i{1,3}|iv|vi{0,3}|ix|xi{0,2}")
_TITLE = 1_000  # characters compared
_ABSTRACT = 600
_NAME = 300


@dataclass(frozen=True, slots=True)
class Shape:
    """A reference in the spelling in which it is compared; "" and 0 are unknown.

    `bare` is the title without blanks, `marks` are the words that make it the title of an erratum
    or a reply, `numbers` those that tell parts apart. A DOI of a register is none.
    """

    id: str
    doi: str
    pmid: str
    title: str
    bare: str
    family: str
    initial: str
    year: int
    journal: str
    volume: str
    issue: str
    page: str
    abstract: str
    marks: tuple[str, ...]
    numbers: tuple[str, ...]


def shape(one: Reference) -> Shape:
    """The reference in the spelling in which it is compared."""
    title = folded(one.title[:_TITLE])
    first = one.authors[0] if one.authors else None
    return Shape(
        id=one.id,
        doi="" if one.doi.startswith(_registers()) else one.doi,
        pmid=one.pmid,
        title=" ".join(title),
        bare="".join(title),
        family="".join(folded(first.family[:_NAME])) if first else "",
        initial="".join(folded(first.given))[:1] if first else "",
        year=one.year or 0,
        journal=" ".join(
            word for word in folded(one.journal[:_NAME]) if word not in _rules()["small_words"]
        ),
        volume=number(one.volume),
        issue=number(one.issue),
        page=first_page(one.pages),
        abstract=" ".join(folded(one.abstract[:_ABSTRACT])),
        marks=tuple(found.casefold() for found in _another().findall(one.title[:_TITLE])),
        numbers=tuple(word for word in title if _NUMERAL.fullmatch(word)),
    )


def folded(text: str) -> list[str]:
    """The words of a text in small letters, without accents and signs."""
    if not text.isascii():
        apart = normalize("NFKD", text)
        text = "".join(sign for sign in apart if not combining(sign))
    return _WORD.findall(text.casefold())


def number(text: str) -> str:
    """The first number in a text, which is the volume in `38 (Supplement 1)`."""
    found = _NUMBER.search(text)
    return found[0].lstrip("0") if found else ""


def first_page(pages: str) -> str:
    """The first page in small letters; spreadsheets that made 1-11 a date are understood."""
    first = pages.replace("‐", "-").partition("-")[0].strip().casefold()
    if first in (months := _rules()["months"]):
        return str(months.index(first) + 1)
    found = re.match(r"[a-z]{0,3}\d+", first)
    return found[0].lstrip("0") if found else ""


@cache
def _another() -> re.Pattern[str]:
    return any_of(_rules()["about_another"])


@cache
def _registers() -> tuple[str, ...]:
    return tuple(_rules()["of_registers"])


@cache
def _rules() -> dict[str, Any]:
    return content("relcode.refs", "duplicates")
