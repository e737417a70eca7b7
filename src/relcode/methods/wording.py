"""Sentences from the templates in methods.yaml, with numbers as APA style writes them."""

from __future__ import annotations

from functools import cache
from math import ceil, isnan
from string import Formatter
from typing import TYPE_CHECKING, Any, NamedTuple

from relcode.rules import content

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NONE = "–"  # a figure that is not defined
_LEAST = 0.001  # a p value is not told more finely
_SHORT = 12  # digits of a hash within a sentence
_LISTED = 12  # names in a sentence
_MARKED = str.maketrans({sign: f"\\{sign}" for sign in "\\|*_`[]<>"})


class Interval(NamedTuple):
    """A figure with the ends of its interval, nan where there is none; `level` is its confidence.

    It is one that cannot exceed 1, so that no zero stands before the point.
    """

    value: float
    low: float
    high: float
    level: float


@cache
def templates() -> dict[str, Any]:
    """All that methods.yaml holds."""
    return content("relcode.methods", "methods")


def say(key: str, **values: object) -> str:
    """The sentence of that name, such as `coding.second`, with these values in it."""
    part, name = key.split(".")
    text = _Sentence().vformat(templates()["sentences"][part][name], (), values)
    return text[:1].upper() + text[1:]


def phrase(name: str, **values: object) -> str:
    """A part of a sentence."""
    return _Sentence().vformat(templates()["phrases"][name], (), values)


def plain(text: str) -> str:
    """A name so that Markdown shows it as it is, on one line."""
    return " ".join(text.split()).translate(_MARKED)


def number(value: float) -> str:
    """A whole number in digits, with commas between thousands."""
    return f"{value:,.0f}"


def stat(value: float) -> str:
    """A figure that cannot exceed 1 with two decimals: `.83`, `−.05`, `1.00`."""
    if isnan(value):
        return _NONE
    text = f"{abs(value):.2f}"
    sign = "−" if value < 0 and float(text) else ""
    return sign + text.removeprefix("0")


def bound(value: float) -> str:
    """An upper bound as `stat`, rounded up: it must not promise more than was proven."""
    return stat(ceil(round(100 * value, 6)) / 100)


def percent(share: float) -> str:
    """A share in whole per cents, finer where that would be none or all of it."""
    if isnan(share):
        return _NONE
    whole = f"{share:.0%}"
    if (whole == "0%" and share > 0) or (whole == "100%" and share < 1):
        return f"{share:.1%}"
    return whole


def brackets(figure: Interval) -> str:
    """The interval alone: `[.70, .82]`."""
    if isnan(figure.low):
        return _NONE
    return f"[{stat(figure.low)}, {stat(figure.high)}]"


def names(several: Iterable[str]) -> str:
    """A list with commas, as a sentence has it: `Ana, Ben, and Cem`."""
    each = list(several)
    if len(each) < 3:  # noqa: PLR2004 - two need no comma
        return " and ".join(each)
    return f"{', '.join(each[:-1])}, and {each[-1]}"


def _in_words(value: float) -> str:
    return _WORDS[int(value)] if 0 <= value < len(_WORDS) and value % 1 == 0 else number(value)


def _counted(value: int, noun: str) -> str:
    forms: Mapping[str, list[str]] = templates()["nouns"]
    return f"{_in_words(value)} {forms[noun][value != 1]}"


def _few(several: Iterable[str]) -> str:
    each = [plain(one) for one in several]
    if len(each) <= _LISTED:
        return names(each)
    return names([*each[:_LISTED], f"{number(len(each) - _LISTED)} more"])


def _interval(figure: Interval) -> str:
    if isnan(figure.low):
        return stat(figure.value)
    return f"{stat(figure.value)}, {percent(figure.level)} CI {brackets(figure)}"


class _Sentence(Formatter):
    """Knows how numbers, lists and figures stand in a sentence.

    `{n:segment}` is a number with its noun, `{n:was|were}` the word that agrees with the number.
    """

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - as its parent
        """The value as the template wants it."""
        if "|" in format_spec:
            one, several = format_spec.split("|")
            return one if value == 1 else several
        if format_spec in _FORMS:
            return str(_FORMS[format_spec](value))
        if format_spec:
            return _counted(value, format_spec)
        return str(value)


_FORMS: dict[str, Any] = {
    "number": number,
    "word": _in_words,
    "stat": stat,
    "percent": percent,
    "p": lambda value: (
        f"p {'< .001' if value < _LEAST else '= ' + f'{value:.3f}'.removeprefix('0')}"
    ),
    "interval": _interval,
    "names": names,
    "limit": lambda value: max(f"{value:.2f}", f"{value:g}", key=len).removeprefix("0"),
    "none": lambda value: number(value) if value else "none",
    "few": _few,
    "plain": plain,
    "short": lambda value: value[:_SHORT],
}
