"""How `relcode methods` tells of certificates, and how it writes numbers and sentences."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

import numpy as np

from agreeing import all_segments
from learning_study import learning_study, review
from relcode import methods
from relcode.certifying.refused import Refused
from relcode.learn import certifications
from relcode.learn.bounds import Rate
from relcode.learn.certificate import Certificate, Count, Needed, Rates
from relcode.learn.certifications import Certification, Entry
from relcode.methods import certificates
from relcode.methods.wording import Interval, bound, names, percent, plain, say, stat, templates
from relcode.tag.told import state

if TYPE_CHECKING:
    import pytest

    from relcode.study import Study

CODE = Path(methods.__file__).parent


def certified(study: Study, learned: str = "") -> Certification:
    """A certification of two codes by hand: one proven, one with too little evidence."""
    rate = Rate(1, 60, 3, 0.016, 60.0, 0.0, 0.0712)
    parts: list[Any] = ["development", "calibration", "calibration", "test"]
    counts = {part: Count(1, 20, 40) for part in parts}
    rates, needed = Rates(rate, rate), Needed(0, 0)
    proven: dict[str, Any] = {"calibration": rates, "test": rates, "counts": counts}
    yes = Certificate("certified", 0.1, 0.9, 0.1, 0.05, 0.1, **proven, refused=0.25, needed=needed)
    no = yes._replace(verdict="too little evidence", low=0.0, high=float("inf"), refused=1.0)
    sources = study.source_ids()
    made = Certification(
        alpha=0.1,
        delta=0.05,
        seed=1,
        state=state(study)._replace(learned=learned),
        decisions="0",
        split=dict(zip(sources, [*parts, "test"], strict=False)),
        sources=frozenset(sources),
        codes={"communication": Entry(yes, rate), "trust": Entry(no)},
        rows=np.zeros((1, 2), np.float16),
        row_sources=np.array(sources[:1], np.str_),
    )
    return certifications.add(study, made)


def test_certificates_with_their_scope(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Verdicts, promise, split and what is refused are told; by another model none holds."""
    with learning_study(tmp_path) as study:
        review(study, study.source_ids())
        certified(study)
        left = Refused({one: {"communication": 0.5} for one in all_segments(study)[:12]}, [])
        monkeypatch.setattr(certificates, "refused", lambda *_: left)
        page = methods.page(study)
        said = page.paragraphs["Certified codes"]
        assert "Certified was one code (communication)" in said
        assert "For one code (trust) too little was reviewed" in said
        assert "at most .10 where the code holds" in said
        assert "95% confidence" in said
        assert "development (1), calibration (2), and test (2; seed 1)" in said
        assert "All sources of the study were in this split" in said
        assert "12 segments were refused" in said
        assert "| .08 / .08 | .08 / .08 | 25% | .98 |" in page.text
        assert any(one.startswith("Angelopoulos") for one in page.references)
        certified(study, learned="learned.v9:0")
        said = methods.page(study).paragraphs["Certified codes"]
        assert "suspended and hold for nothing now: codes are read by the shipped" in said
        assert "refused" not in said


def test_numbers_are_as_apa_writes_them() -> None:
    """No zero before what cannot exceed 1, words below ten, and bounds are rounded up."""
    assert (stat(0.834), stat(-0.05), stat(1.0), stat(-0.001)) == (".83", "−.05", "1.00", ".00")
    assert (percent(0.5), percent(0.004), percent(0.998), percent(0)) == (
        "50%", "0.4%", "99.8%", "0%",
    )  # fmt: skip
    assert (bound(0.0712), bound(0.07), bound(1)) == (".08", ".07", "1.00")
    assert names(["Ana", "Ben", "Cem"]) == "Ana, Ben, and Cem"
    said = say("left_out.open", n=12)
    assert "12 segments" in said
    assert "one segment" in say("left_out.open", n=1)
    nothing = Interval(0.5, float("nan"), float("nan"), 0.95)
    assert "CI" not in say("agreement.valence", figure=nothing, n=3)


def test_names_cannot_break_a_table() -> None:
    """Signs that mean something in Markdown are shown as they are."""
    assert plain("A|B *x*\ny") == r"A\|B \*x\* y"


def test_every_sentence_that_the_code_says_is_there() -> None:
    """Templates and code agree: none is missing, and every one can be read."""
    code = "\n".join(path.read_text("utf-8") for path in CODE.glob("*.py"))
    parts = templates()["sentences"]
    for part, name in re.findall(r'"(\w+)\.(\w+)"[,)\s]', code):
        if part in parts:
            assert name in parts[part], (part, name)
    for verdict in templates()["verdicts"]:
        assert verdict.replace(" ", "_") in parts["certificates"]
    for way in templates()["ways"]:
        assert way in parts["sampling"]
        assert f"by_{way}" in templates()["phrases"]
    known = {*templates()["nouns"], "number", "word", "stat", "percent", "interval", "names", "few"}
    known |= {"limit", "none", "plain", "short", "p"}
    texts = [text for part in parts.values() for text in part.values()]
    for text in [*texts, *templates()["phrases"].values()]:
        for _, _, spec, _ in Formatter().parse(text):
            assert not spec or "|" in spec or spec in known, text
