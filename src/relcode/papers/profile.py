"""What a paper says of itself: its design, its setting, its country."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from relcode.rules import any_of, content
from relcode.segment.parts import part_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from relcode.segment.parts import Part
    from relcode.terms import Block, Source

    Mention = tuple[str, int, int]  # a value, and where it is named
    Named = Callable[[str, int, int], Iterator[Mention]]


class Found(NamedTuple):
    """A value that a paper names, and where it is named most tellingly: `text[start:end]`."""

    value: str
    start: int
    end: int
    page: int | None


class Profile(NamedTuple):
    """What is known of a paper, of each kind the surest value first."""

    designs: tuple[Found, ...]
    settings: tuple[Found, ...]
    countries: tuple[Found, ...]


class _Place(NamedTuple):
    """A stretch of a paper, and how much it counts that a value is named in it."""

    start: int
    end: int
    weight: float
    page: int | None


def profile(source: Source) -> Profile:
    """The design, setting and countries of a paper, read from how often and where it names them.

    Naming in the title counts most, then in the abstract, then in the methods; references, notes
    and addresses of authors do not count. A first look for a person to check, not an appraisal.
    """
    places = list(_places(source))
    return Profile(
        designs=_found(source.text, places, _designs),
        settings=_found(source.text, places, _settings),
        countries=_found(source.text, places, _countries),
    )


def _places(source: Source) -> Iterator[_Place]:
    weights: Mapping[str, float] = content(__package__, "profile")["weights"]
    title = source.variables.get("title", "")
    parts = _parts(source)
    for block in source.blocks:
        if block.form == "furniture":
            continue
        words = source.text[block.start : block.end]
        if block.form == "heading":
            if words.strip() == title:
                yield _Place(block.start, block.end, weights["title"], block.page)
            continue
        weight = weights.get(parts(block), weights["other"])
        yield _Place(block.start, block.end, weight, block.page)


def _parts(source: Source) -> Callable[[Block], Part]:
    sections = sorted(source.sections, key=lambda one: (one.start, len(one.path)))

    def of(block: Block) -> Part:
        holding = [one for one in sections if one.start <= block.start < one.end]
        return part_of(holding[-1].path) if holding else "other"

    return of


def _found(text: str, places: Sequence[_Place], named: Named) -> tuple[Found, ...]:
    """The values that score enough, the highest first, each with its weightiest mention.

    Only where title, abstract and methods name none, the rest of the paper is looked through.
    """
    telling = [place for place in places if place.weight >= 1]
    others = [place for place in places if place.weight < 1]
    return _scored(text, telling, named) or _scored(text, others, named)


def _scored(text: str, places: Sequence[_Place], named: Named) -> tuple[Found, ...]:
    rules = content(__package__, "profile")
    scores: defaultdict[str, float] = defaultdict(float)
    best: dict[str, tuple[float, Found]] = {}
    for place in places:
        for value, start, end in named(text, place.start, place.end):
            scores[value] += place.weight
            if value not in best or best[value][0] < place.weight:
                best[value] = place.weight, Found(value, start, end, place.page)
    least = max(rules["enough"], rules["share"] * max(scores.values(), default=0.0))
    ranked = sorted(scores, key=lambda value: -scores[value])
    return tuple(best[value][1] for value in ranked if scores[value] >= least)[: rules["most"]]


def _designs(text: str, start: int, end: int) -> Iterator[Mention]:
    return _by_patterns("designs", text, start, end)


def _settings(text: str, start: int, end: int) -> Iterator[Mention]:
    return _by_patterns("settings", text, start, end)


def _by_patterns(kind: str, text: str, start: int, end: int) -> Iterator[Mention]:
    for value, pattern in _patterns(kind).items():
        for match in pattern.finditer(text, start, end):
            yield value, match.start(), match.end()


def _countries(text: str, start: int, end: int) -> Iterator[Mention]:
    names, pattern = _country_names()
    for match in pattern.finditer(text, start, end):
        yield names[match[0]], match.start(), match.end()


@cache
def _patterns(kind: str) -> dict[str, re.Pattern[str]]:
    listed = content(__package__, "profile")[kind]
    return {
        value: re.compile(rf"\b(?:{any_of(each).pattern})", re.IGNORECASE)
        for value, each in listed.items()
    }


@cache
def _country_names() -> tuple[dict[str, str], re.Pattern[str]]:
    """The country that each name stands for, and one pattern for all names, the longest first."""
    listed: dict[str, list[str]] = content(__package__, "countries")
    names = {each: country for country, others in listed.items() for each in (country, *others)}
    longest = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    not_of_language = r"(?!\w|[- ](?:[Ss]peak|[Ll]anguage|[Vv]ersion))"
    return names, re.compile(rf"(?<!\w)(?:{longest}){not_of_language}")
