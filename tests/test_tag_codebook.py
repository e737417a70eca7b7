"""The shipped codebook's cues, held against its own examples and the founding texts."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from relcode.tag.compile import problems
from relcode.tag.rules import rules
from tagged import Line, coded, relational, suggested

if TYPE_CHECKING:
    from pathlib import Path

CODES = [code.id for code in relational().codes]


def test_every_shipped_cue_can_be_read() -> None:
    """The shipped codebook has no malformed and no repeated cue."""
    assert problems(relational()) == []


def test_the_rules_name_codes_that_exist() -> None:
    """Precedence and the other rules are about codes of the shipped codebook."""
    given = rules("precedence")
    named = [*given["wins"], *given["functional"]]
    named += [code for codes in (given["wins"] | given["only"]).values() for code in codes]
    assert set(named) <= set(CODES)


@pytest.mark.parametrize("identity", CODES)
def test_a_code_is_found_in_its_own_examples(identity: str) -> None:
    """Typical sentences and those decided yes take the code, the others do not."""
    code = relational().code(identity)
    wanted = [(text, True) for text in code.typical]
    wanted += [(case.text, case.decide == "yes") for case in code.borderline]
    wanted += [(case.text, False) for case in code.near_miss]
    wrong = [text for text, applies in wanted if (identity in suggested(text)[0]) != applies]
    assert wrong == []


def test_near_misses_rarely_take_another_code() -> None:
    """Of 100 look-alikes at least 90 take no code at all."""
    near = [case.text for code in relational().codes for case in code.near_miss]
    assert sum(not suggested(text)[0] for text in near) >= 90


def _coded_seeds(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "seeds" / "coded.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _core(codes: set[str]) -> set[str]:
    rolled = {relational().core(code) for code in codes}
    return {code for code in rolled if relational().code(code).core}


def test_the_founding_texts_are_coded_as_before(shared: Path) -> None:
    """On the content sentences of the seeds F1 of the core codes stays at 0.92 or above.

    The cues were partly written on these texts: this guards against loss and measures nothing.
    """
    rows = _coded_seeds(shared)
    lines = [Line(row["text"], codable=row["kind"] == "content") for row in rows]
    counts = Counter[str]()
    for row, found in zip(rows, suggested(*lines), strict=True):
        if row["kind"] == "content":
            got, want = _core(found), set(row["codes"])
            counts.update(tp=len(got & want), fp=len(got - want), fn=len(want - got))
    assert 2 * counts["tp"] / (2 * counts["tp"] + counts["fp"] + counts["fn"]) >= 0.92


def test_valence_agrees_with_the_coded_seeds(shared: Path) -> None:
    """Where code and coder agree on presence, they agree on valence in four of five cases."""
    rows = [row for row in _coded_seeds(shared) if row["kind"] == "content"]
    pairs = [
        (coding.valence, row["valence_full"][code])
        for row, codings in zip(rows, coded(*(row["text"] for row in rows)), strict=True)
        for code, coding in codings.items()
        if coding.status == "suggested" and code in row["valence_full"]
    ]
    assert sum(got == want for got, want in pairs) >= 0.8 * len(pairs)


def test_the_shared_examples_are_decided_as_written(shared: Path) -> None:
    """The 350 example sentences are decided for their own code as their file says."""
    path = shared / "design" / "codebook" / "examples.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    wrong = [row for row in rows if (row["code"] in suggested(row["text"])[0]) != row["apply"]]
    assert wrong == []
