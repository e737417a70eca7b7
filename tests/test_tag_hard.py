"""The known failures of the cue tagger, as data: each is expected to fail until it is solved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tagged import Line, coded

FOLDER = Path(__file__).resolve().parent.parent / "corpora" / "hard"


def hard_cases() -> list[Any]:
    """Every case of every file, under the name of its file."""
    loader = YAML(typ="safe")
    return [
        pytest.param(case, id=f"{path.stem}-{number}")
        for path in sorted(FOLDER.glob("*.yaml"))
        for number, case in enumerate(loader.load(path)["cases"], start=1)
    ]


@pytest.mark.xfail(strict=True, reason="a known failure; see corpora/hard/README.md")
@pytest.mark.parametrize("case", hard_cases())
def test_a_hard_case_is_coded_as_wanted(case: dict[str, Any]) -> None:
    """The codes suggested, and their valence, are exactly those wanted."""
    lines = [Line(case["before"])] if "before" in case else []
    if "question" in case:
        lines.append(Line(case["question"], speaker="I", role="interviewer"))
    found = coded(*lines, Line(case["text"]))[-1]
    got = {code: one.valence for code, one in found.items() if one.status == "suggested"}
    assert got == case["wants"]


def test_every_hard_case_says_why_it_is_hard() -> None:
    """A case without a reason teaches nobody anything."""
    assert hard_cases()
    assert all(case.values[0]["why"] for case in hard_cases())
