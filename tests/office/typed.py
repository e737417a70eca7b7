"""What LibreOffice (in US English) makes of text that is typed into a cell."""

from __future__ import annotations

import re

LONGEST = 32_767  # UTF-16 units in a cell of xlsx
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+|%)?")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
NAME = re.compile(r"=[A-Za-z_]+")
UNCLEAR = re.compile(r"[=\d$]")  # a formula, a date, money: what it becomes depends on much


class Shown(str):
    """A value of a cell that CSV writes as it is `shown`."""

    __slots__ = ("shown",)
    shown: str

    def __new__(cls, text: str, shown: str) -> Shown:  # noqa: PYI034 - str has no Self
        """A value and how it is shown."""
        made = super().__new__(cls, text)
        made.shown = shown
        return made


def shown(text: str) -> str:
    """What the cell with that value shows."""
    return text.shown if isinstance(text, Shown) else text


def typed(text: str) -> str:
    """The value of a cell after someone typed the text; raises ValueError where that is unclear."""
    bare = text.strip(" ")
    if bare.startswith("'") and typed(bare[1:]) != bare[1:]:
        return bare[1:]
    if bare.upper() in ("TRUE", "FALSE"):
        return bare.upper()
    if NAME.fullmatch(bare):
        return Shown("", "#NAME?")
    if NUMBER.fullmatch(bare):
        return _number(bare)
    if UNCLEAR.match(bare) and not DAY.fullmatch(bare):
        message = f"what LibreOffice makes of {text!r} is not known here"
        raise ValueError(message)
    return bare if DAY.fullmatch(bare) else text


def general(value: float) -> str:
    """A number in a cell without a format; one of very many digits is shown with an exponent."""
    text = number(value)
    mantissa, _, exponent = text.partition("e")
    return Shown(text, f"{mantissa}E{int(exponent):+04d}") if exponent else text


def _number(text: str) -> str:
    """The value of a typed number, and how it is shown in the format that it brings along."""
    if text.endswith("%"):
        return Shown(number(float(text[:-1]) / 100), f"{float(text[:-1]):.2f}%")
    if "e" in text.lower():
        return Shown(number(float(text)), f"{float(text):.2E}")
    return general(float(text))


def number(value: float) -> str:
    """The shortest text that means a number, to the digits that LibreOffice keeps."""
    return f"{value:.15g}"
