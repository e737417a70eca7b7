"""Texts of other fields with the codes that their makers gave them, for bench/anycodebook.py."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

import openpyxl

from relcode.features.passages import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COLUMNS = ("Sentence", "Speaker", "Teacher Tag", "Student Tag")
_NUMBER = re.compile(r"^\d+\s*-?\s*")
_MOVES = {
    "keeping everyone together": "keeping-together",
    "getting students to relate": "relate-students",
    "gettingssto relate": "relate-students",
    "getting ss to relate": "relate-students",
    "restating": "restating",
    "revoicing": "revoicing",
    "press for accuracy": "press-accuracy",
    "press for reasoning": "press-reasoning",
    "relating to another student": "relate-peer",
    "asking for more information": "ask-information",
    "making a claim": "claim",
    "providing evidence/providing reasoning": "evidence",
    "providing evidence / explaining reasoning": "evidence",
    "context": "",
    "none": "",
    "": "",
}


class Said(NamedTuple):
    """A unit of a dialogue with its codes."""

    unit: Unit
    codes: frozenset[str]


def casino(folder: Path) -> Iterator[list[Said]]:
    """The negotiations that were coded (Chawla et al. 2021)."""
    for part in ("train", "valid", "test"):
        path = folder / "casino" / f"casino_{part}.json"
        for dialogue in json.loads(path.read_text(encoding="utf-8")):
            if rows := dialogue["annotations"]:
                units = ((Unit(text, "turn", wanted=True), given) for text, given in rows)
                yield [Said(unit, frozenset(given.split(","))) for unit, given in units]


def talkmoves(folder: Path) -> Iterator[list[Said]]:
    """The lessons, sentence by sentence (Suresh et al. 2022)."""
    for path in sorted((folder / "talkmoves").glob("*.xlsx")):
        sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
        rows = sheet.iter_rows(values_only=True)
        head = next(rows)
        places = [head.index(name) for name in _COLUMNS]
        found: list[Said] = []
        before = None
        for row in rows:
            text, speaker, *given = (" ".join(str(row[place] or "").split()) for place in places)
            if text:
                unit = Unit(text, "same" if speaker == before else "turn", wanted=True)
                found.append(Said(unit, frozenset(map(_move, given))))
                before = speaker
        yield found


def _move(written: str) -> str:
    """The code that was meant: the lessons spell them in many ways."""
    return _MOVES[_NUMBER.sub("", written.lower())]
