"""Whether two references are of the same work, how sure that is, and why."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from rapidfuzz import fuzz

from relcode.rules import content

if TYPE_CHECKING:
    from relcode.refs.shape import Shape

_ALL = 100.0  # rapidfuzz counts in percent
_SHORTENED = 40  # letters: a title this long may be that of a longer one without its end
_WHERE = ("year", "first author", "journal", "first page")
_SOME = 100  # letters of an abstract that can be compared
# the rules, the surest first; the third is for two DOIs of which one must be a slip
DOI, PMID, PLACE, TITLE = "DOI", "PMID", "all but the DOI", "title"


class Match(NamedTuple):
    """Why two references are of the same work: the rule, the points for it, what agrees."""

    rule: str
    score: float
    why: str


def match(one: Shape, other: Shape) -> Match | None:
    """Why the two are of the same work; None where they are not, or too little says so."""
    likeness = title_likeness(one, other)
    if one.doi and one.doi == other.doi:
        return _identified(DOI, likeness, one, other)
    if one.pmid and one.pmid == other.pmid:
        return _identified(PMID, likeness, one, other)
    if likeness is None or likeness < _rules()["title"][-1][0] or _apart(one, other):
        return None
    said = agreements(one, other)
    slip = bool(one.doi and other.doi)
    if slip and not (one.bare == other.bare and all(said[name] for name in _WHERE)):
        return None
    score = _points(likeness, said, one, other)
    if score < _rules()["enough"]:
        return None
    return Match(PLACE if slip else TITLE, score, _why(likeness, said))


def _apart(one: Shape, other: Shape) -> bool:
    """Whether something says that these are two works, however like their titles are."""
    years = one.year and other.year and abs(one.year - other.year) > 1
    pmids = one.pmid and other.pmid
    parts = one.marks != other.marks or one.numbers != other.numbers
    return bool(years or pmids or parts)


def _identified(rule: str, likeness: float | None, one: Shape, other: Shape) -> Match | None:
    """Two of one DOI or PMID: the same, unless it is that of all abstracts of a meeting."""
    said = agreements(one, other)
    if said["first page"] is False and said["abstract"] is False:
        return None
    told = likeness is None or likeness >= _rules()["least_title"]
    # a translated title has little in common
    translated = said["abstract"] or (said["first author"] and said["first page"])
    if not told and not translated:
        return None
    score = _points(likeness or 0.0, said, one, other)
    return Match(rule, score, _why(likeness, said, f"the same {rule}"))


def _points(likeness: float, said: dict[str, bool | None], one: Shape, other: Shape) -> float:
    rules = _rules()
    points = next((speaks for least, speaks in rules["title"] if likeness >= least), 0.0)
    if min(len(one.bare), len(other.bare)) < rules["letters"]:
        points += rules["short"]
    for name, agrees in said.items():
        if agrees is not None:
            points += rules["weights"][name][0 if agrees else 1]
    if said["year"] is False and abs(one.year - other.year) <= 1:
        points += rules["next_year"] - rules["weights"]["year"][1]
    if said["volume"] is False and said["first page"]:
        points += rules["volume_at_page"] - rules["weights"]["volume"][1]
    return float(points)


def agreements(one: Shape, other: Shape) -> dict[str, bool | None]:
    """What the two agree in, by the names of duplicates.yaml; None where one does not say."""
    return {
        "year": _same(one.year, other.year),
        "first author": _names(one, other),
        "journal": _journals(one.journal, other.journal),
        "volume": _same(one.volume, other.volume),
        "issue": _same(one.issue, other.issue),
        "first page": _same(one.page, other.page),
        "abstract": _abstracts(one.abstract, other.abstract),
    }


def title_likeness(one: Shape, other: Shape) -> float | None:
    """From 0 to 1; None where one has no title. One that breaks off is like the whole."""
    if not one.bare or not other.bare:
        return None
    likeness = fuzz.ratio(one.bare, other.bare) / _ALL
    short, long = sorted((one.bare, other.bare), key=len)
    broken_off = len(short) >= _SHORTENED and long.startswith(short)
    return max(likeness, float(_rules()["title"][1][0])) if broken_off else likeness


def _same(one: object, other: object) -> bool | None:
    return one == other if one and other else None


def _names(one: Shape, other: Shape) -> bool | None:
    if not one.family or not other.family:
        return None
    short, long = sorted((one.family, other.family), key=len)
    alike = fuzz.ratio(short, long) >= _rules()["names_agree"] * _ALL
    return alike or long.startswith(short) or long.endswith(short)


def _journals(one: str, other: str) -> bool | None:
    if not one or not other:
        return None
    if fuzz.token_sort_ratio(one, other) >= _rules()["journals_agree"] * _ALL:
        return True
    words, others = one.split(), other.split()
    return _abbreviates(words, others) or _abbreviates(others, words)


def _abbreviates(short: list[str], long: list[str]) -> bool:
    """Whether the words of a title begin in order as those of its short form."""
    rest = iter(long)
    return all(any(word.startswith(start) for word in rest) for start in short)


def _abstracts(one: str, other: str) -> bool | None:
    if min(len(one), len(other)) < _SOME:
        return None
    length = min(len(one), len(other))
    likeness = fuzz.ratio(one[:length], other[:length]) / _ALL
    if likeness >= _rules()["abstracts_agree"]:
        return True
    return False if likeness < _rules()["abstracts_differ"] else None


def _why(likeness: float | None, said: dict[str, bool | None], first: str = "") -> str:
    parts = [first] if first else []
    if likeness is not None:
        parts.append("same title" if likeness == 1 else f"title {likeness:.0%} alike")
    agree = [name for name, agrees in said.items() if agrees]
    if agree:
        parts.append(f"same {', '.join(agree)}")
    differ = [name for name, agrees in said.items() if agrees is False]
    if differ:
        parts.append(f"other {', '.join(differ)}")
    return "; ".join(parts)


@cache
def _rules() -> dict[str, Any]:
    return content("relcode.refs", "duplicates")
