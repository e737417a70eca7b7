"""A heading is coded when it is a full clause, and not when it is a title (manual, R5)."""

from __future__ import annotations

import pytest

from laid_out import cut, heading, source
from relcode.segment.headings import is_clause

CLAUSES = [
    "Building trust takes time",
    "Define partnering goals",
    "2. Define partnering goals and objectives.",
    "Find out the contextual and partnership factors.",
    "3. Determine the barriers and facilitators to partnering.",
    "Relationships are the work",
    "Trust: it is earned in drops",
    "Lesson 1: Start with what people already do",
    "Power should be shared early",
    "Partnering is central to implementation",
    "Share your data before you ask for theirs",
    "Listen to the people who stay away",
    "Don't wait for the perfect plan",
    "Always bring food",
    "Leadership matters more than money",
    "When trust breaks, everything slows down and nobody comes",
    "Partners need a reason to stay",
    "Who decides?",
    "How can we share power?",
    "What have we learned so far?",
    "Did it last?",
    "What Problems Need Partners?",
    "We learned to wait",
    "It takes a village",
    "There was no broker",
    "Factors that matter are rarely written down",
    "Work with librarians and ferrymen",
    "COMMUNICATION IS EVERYTHING",
    "Trust needs to grow on both sides",
    "Nobody told us the plan",
    "Start by asking what each of you needs",
    "Look at where the power sits",
    "I trust the ferrymen",
]
TITLES = [
    "Results",
    "Barriers and facilitators",
    "The critical role of trusting relationships",
    "Lessons learned",
    "What we learned",
    "What worked and for whom",
    "How trust was built",
    "Factors that matter",
    "People we trust",
    "Three ways to approach partnering differently.",
    "Building trust",
    "Establishing and Maintaining Partnerships",
    "Community needs and priorities",
    "Training needs assessment",
    "Data sharing in two counties: a case study",
    "Implementation during a time of crisis: The critical role of relationships",
    "Support for partners",
    "Use of findings",
    "Focus group guide",
    "Open questions",
    "Study design and setting",
    "Challenges encountered",
    "Partners involved in the pilot",
    "Strategy I uptake mechanism",
    "Design science in the IS field",
    "Methods and guidance that are needed",
    "Why partnering?",
    "A way to make it work",
    "4.2 Changes over time",
    "Work plan",
    "May 2020",
    "The will of the people",
    "Co-design process",
    "Acknowledgements",
]


@pytest.mark.parametrize("title", CLAUSES)
def test_a_full_clause_is_known(title: str) -> None:
    """A finite verb, an imperative or a question with a verb makes a heading a unit to code."""
    assert is_clause(title)


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_no_clause(title: str) -> None:
    """Nouns, participles, infinitives and the verbs of relative clauses make none."""
    assert not is_clause(title)


def test_only_headings_that_are_clauses_are_coded() -> None:
    """A heading is one unit of its own kind, codable if it says something."""
    first, second = cut(source(heading("Results"), heading("Trust? It takes time.", 2)))
    assert (first.unit, first.codable) == ("heading", False)
    assert (second.unit, second.codable) == ("heading", True)
