"""Lessons are found by their section, by their wording, and by the codes in a discussion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from laid_out import HEADINGS, Part, cut, heading, said, source
from relcode.codebook import LessonMarker
from relcode.segment.lessons import lesson_scores
from relcode.terms import Block

if TYPE_CHECKING:
    from relcode.terms import Source

PLAIN = "Boats were shared between the two harbours."
LEARNED = "We learned that a shared boat needs a shared diary."
MARKED = [
    "Lessons learned included the value of a paid broker.",
    "An important lesson is that the date of payment matters.",
    "In hindsight the office should have been at the harbour.",
    "We should have asked the crews first.",
    "Next time we would bring the crews in earlier.",
    "If we had to do it again, we would start with the nets.",
    "What would work better is to do it differently from the first day.",
    "What made it possible was one paid afternoon a week.",
    "I wish we had known about the tide tables.",
    "We underestimated the time that trust takes.",
    "That year taught us patience.",
    "We recommend that partners meet at sea.",
    "Future partnerships should budget for travel.",
    "A key insight was that the cooks knew everybody.",
    "We learned the hard way.",
]
UNMARKED = [
    PLAIN,
    "The children had swimming lessons on Mondays.",
    "A lesson plan was handed out.",
    "They learned to swim.",
    "She taught me to read the charts.",
    "The takeaway menus are behind the bread bin.",
    "We relegate partnering to the “lessons learned” sections of reports.",
    "They should have access to the boats.",
    "It works differently from a pump.",
    "The next time table was printed.",
]


def scores(made: Source, *coded: str) -> dict[str, float]:
    """The score of each lesson by its text; `coded` are texts that carry a code."""
    found = cut(made)
    text = {each.id: made.text[each.start : each.end] for each in found}
    ids = {each for each, content in text.items() if content in coded}
    return {text[key]: score for key, score in lesson_scores(made, found, ids, HEADINGS).items()}


@pytest.mark.parametrize("sentence", MARKED)
def test_a_marker_makes_a_lesson(sentence: str) -> None:
    """What is worded as a lesson has a score wherever it stands, its neighbours have none."""
    made = source(said(f"{PLAIN} {sentence}"), kind="interview")
    assert list(scores(made)) == [sentence]
    assert 0.3 < scores(made)[sentence] < 1


@pytest.mark.parametrize("sentence", UNMARKED)
def test_look_alikes_are_no_lessons(sentence: str) -> None:
    """Lessons at school, learning to swim and a section's name are no lessons learned."""
    assert scores(source(sentence)) == {}


def test_a_question_makes_half_a_lesson() -> None:
    """Asking for lessons is not yet stating one."""
    told, asked = "That year taught us patience.", "Was it that year that taught us patience?"
    found = scores(source(told, asked))
    assert found[told] == 2 * found[asked]


def test_all_under_a_lessons_heading_counts() -> None:
    """Under "Lessons learned" each codable segment has its confidence, parts inherit it."""
    made = source(
        heading("Report"),
        heading("Lessons learned", 2),
        PLAIN,
        heading("On pay", 3),
        LEARNED,
        "Thank you for reading.",
        heading("Results", 2),
        "Nets were mended in spring.",
    )
    assert scores(made) == {PLAIN: 0.98, LEARNED: 0.98}
    priors = {made.text[each.start : each.end]: each.lesson for each in cut(made)}
    assert (priors[PLAIN], priors["Thank you for reading."], priors["Lessons learned"]) == (
        0.98,
        0,
        0,
    )


def test_cells_are_no_lessons_for_their_place_alone() -> None:
    """In a table under "Lessons learned" only a cell that says so, or is coded, counts."""
    name = Part("Harbour office", Block(0, 0, "cell"))
    told = Part(LEARNED, Block(0, 0, "cell"))
    made = source(heading("Report"), heading("Lessons learned", 2), name, told)
    assert scores(made) == {LEARNED: 0.996}
    assert {each.lesson for each in cut(made)} == {0}
    assert scores(made, name.text)[name.text] == 0.98


def test_methods_and_references_hold_no_lessons() -> None:
    """A heading or phrase about lessons counts for nothing in methods or back matter."""
    methods = source(heading("2. Methods"), heading("Synthesis of lessons learned", 2), LEARNED)
    assert scores(methods, LEARNED) == {}
    assert {each.lesson for each in cut(methods)} == {0.0}
    assert scores(source(heading("References"), LEARNED)) == {}


def test_the_title_of_the_whole_text_says_nothing_of_its_parts() -> None:
    """A paper called "Lessons from …" is not all lessons; a chapter "Lessons learned" is."""
    title = heading("Lessons from two harbours on the northern coast")
    assert scores(source(title, heading("Background", 2), PLAIN)) == {}
    assert scores(source(heading("Lessons learned"), heading("Pay", 2), PLAIN)) == {PLAIN: 0.98}


def test_a_discussion_is_mined_by_the_paragraph() -> None:
    """In a discussion only coded sentences and paragraphs with a marker count."""
    near, far = "The diary hung in the galley.", "Nets were mended in spring."
    made = source(heading("Discussion"), f"{LEARNED} {near}", f"{PLAIN} {far}")
    found = scores(made, PLAIN)
    assert set(found) == {LEARNED, near, PLAIN}
    assert found[LEARNED] > found[PLAIN] > found[near] > 0
    assert found[PLAIN] == 0.45
    assert {each.lesson for each in cut(made)} == {0.0}, "decided by the text, not the section"


def test_the_last_heading_of_a_discussion_decides() -> None:
    """Limitations within a discussion are mined with their own, lower confidence."""
    made = source(heading("Discussion"), heading("Strengths and limitations", 2), PLAIN)
    assert scores(made, PLAIN) == {PLAIN: 0.18}


def test_markers_of_the_codebook_replace_the_built_in_ones() -> None:
    """Researchers may bring their own phrases."""
    own = LessonMarker(pattern=r"\bshared between\b", confidence=0.7)
    made = source(f"{PLAIN} {LEARNED}")
    found = lesson_scores(made, cut(made), (), HEADINGS, [own])
    assert list(found.values()) == [0.7]


def test_interviewers_state_no_lessons() -> None:
    """Only what is codable can be a lesson."""
    made = source(said(LEARNED, "IV", "interviewer"), Part(PLAIN), kind="interview")
    assert scores(made) == {}
