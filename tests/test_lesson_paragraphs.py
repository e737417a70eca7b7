"""Paragraphs of papers have a probability that they state a lesson, by a model one can read."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training import corpus
from training.lessons import labels
from training.lessons.__main__ import MARKS, MODEL, PAGE, written
from training.lessons.fit import fit

from laid_out import HEADINGS, Part, cut, heading, source
from relcode.segment.lessons import lesson_scores
from relcode.segment.lessons.headings import Prior
from relcode.segment.lessons.paragraphs import Paragraph, features, shipped

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.terms import Source

TOLD = (
    "Programmes like ours should set a date for the first joint meeting before any money is spent;"
    " it was essential that the boats were counted together, and others will need to do so early."
)
FACT = "Nets were measured in spring (n = 41) and 12% were torn, as others found (Aranda, 2019)."
MIDDLE = [f"The crews of harbour {n} mended {n} nets in the week of the survey." for n in range(9)]


def paper(*parts: Part | str) -> Source:
    """A paper of some length in English with these parts at its end."""
    made = source(
        heading("Nets"), heading("Methods", 2), FACT, heading("Results", 2), *MIDDLE, *parts,
        kind="paper",
    )  # fmt: skip
    return replace(made, language="en")


def chances(made: Source) -> dict[str, float]:
    """The probability of each segment by its text; 0 where none is told."""
    found = cut(made)
    scores = lesson_scores(made, found, (), HEADINGS)
    return {made.text[one.start : one.end]: scores.get(one.id, 0.0) for one in found}


def test_a_recommendation_in_a_discussion_is_told() -> None:
    """What says how to do things is likelier a lesson than what was measured."""
    found = chances(paper(heading("Discussion", 2), TOLD, FACT))
    told, *_ = (chance for text, chance in found.items() if text.startswith("Programmes"))
    assert told > 0.3
    assert found[FACT] == 0
    assert all(found[text] == 0 for text in MIDDLE)


def test_all_sentences_of_a_paragraph_share_its_probability() -> None:
    """The paragraph is judged; its sentences are told apart by their codes."""
    found = chances(paper(heading("Conclusion", 2), f"The tide was low. {TOLD}"))
    assert len({found["The tide was low."], *(v for k, v in found.items() if k in TOLD)}) == 1
    assert found["The tide was low."] > 0


def test_a_heading_of_lessons_makes_them_likelier() -> None:
    """The same paragraph under "Lessons learned" is likelier one than under "Results"."""
    there, elsewhere = (
        max(chances(paper(heading(title, 2), TOLD)).values())
        for title in ("Lessons learned", "Results of the survey")
    )
    assert there > elsewhere
    assert there > 0.8


@pytest.mark.parametrize("change", [{"language": "fr"}, {"kind": "web"}])
def test_other_texts_go_by_headings_and_markers(change: dict[str, str]) -> None:
    """The model knows English papers and reports; elsewhere the confidence of a heading stands."""
    made = replace(paper(heading("Lessons learned", 2), MIDDLE[0] + " It rained."), **change)
    assert chances(made)["It rained."] == 0.98


@given(
    st.lists(
        st.tuples(st.text(max_size=200), st.sampled_from(["a", "b"]), st.floats(0, 1)), min_size=1
    )
)
def test_whatever_a_paper_says(rows: list[tuple[str, str, float]]) -> None:
    """Each paragraph has all features that the model weighs, and a probability."""
    made = [Paragraph(text, (path,), "other", Prior(sure), sure) for text, path, sure in rows]
    for found in features(made):
        assert set(found) == set(shipped().weights)
        assert 0 <= shipped().probability(found) <= 1


def test_no_text_is_kept() -> None:
    """The marks name paragraphs by hashes: no file holds anything as long as a sentence."""
    for path in labels.FOLDER.glob("*.csv"):
        assert all(len(value) < 80 for row in corpus.rows(path) for value in row.values())


def test_marks_are_of_papers_that_are_listed() -> None:
    """Each mark is valid and of a paper that is listed, and no paragraph is marked twice."""
    papers = {row["paper"] for row in corpus.rows(labels.FOLDER / "papers.csv")}
    seen = [
        (row["paper"], row["paragraph"]) for row in corpus.rows(labels.FOLDER / "paragraphs.csv")
    ]
    assert len(seen) == len(set(seen))
    assert {paper for paper, _ in seen} <= papers
    for row in corpus.rows(labels.FOLDER / "paragraphs.csv"):
        assert {row["first"], row["second"]} <= set(labels.WORTH)


def test_the_shipped_model_is_what_its_command_makes(shared: Path) -> None:
    """Fitted anew to the marked papers it is the same; every marked paragraph is found."""
    papers = list(labels.marked(texts=shared / "data"))
    marks = sum(1 for _ in corpus.rows(labels.FOLDER / "paragraphs.csv"))
    assert sum(len(paper.features) for paper in papers) >= 0.98 * marks
    made, there = written(fit(papers)), json.loads(MODEL.read_text(encoding="utf-8"))
    assert made["weights"] == pytest.approx(there["weights"], abs=0.002)
    assert made["told"] == pytest.approx(there["told"], abs=0.01)
    assert PAGE.read_text(encoding="utf-8").count(MARKS) == 2
