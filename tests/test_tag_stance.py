"""The stance by the main clause, and the role by an effect word (R22, R23)."""

from __future__ import annotations

import pytest

from tagged import Line, coded

STANCES = [
    ("Did the growers trust the mill?", "trust", "hypothetical"),
    ("We should have built trust before the season.", "trust", "recommended"),
    ("Build trust before you count anything.", "trust", "recommended"),
    ("Trust the growers from the first day.", "trust", "recommended"),
    ("It is important to build trust early.", "trust", "recommended"),
    ("Consider these questions: who is involved, and who decides?", "actors-roles", "recommended"),
    ("Trust might have saved the harvest.", "trust", "hypothetical"),
    ("If there is trust, the rest is easy.", "trust", "hypothetical"),
    ("We found that trust may take years.", "trust", "reported"),
    ("The growers trusted the mill after the flood.", "trust", "reported"),
    ("Trust is growing on both banks.", "trust", "reported"),
    ("Trust makes the work lighter.", "trust", "asserted"),
    ("Previous research has shown that trust takes time.", "trust", "asserted"),
    ("Trust carries projects that may otherwise sink.", "trust", "asserted"),
]
ROLES = [
    ("Trust helped us through the drought.", "trust", "facilitator"),
    ("Staff turnover made it hard to keep the partnership going.", "continuity", "barrier"),
    ("Staff turnover made it hard to keep the partnership going.", "partnership", "none"),
    ("The whole thing was hampered by mistrust.", "trust", "barrier"),
    ("Relationships are key to a quiet season.", "relationships", "facilitator"),
    ("The main barriers were mistrust, staff turnover and red tape.", "hierarchy", "barrier"),
    ("Relationships can make or break a harvest.", "relationships", "both"),
    ("There was trust between the two offices.", "trust", "none"),
    ("A shed was built to support the partnership.", "partnership", "none"),
    ("Trust was a facilitator of uptake.", "facilitator", "none"),
    ("Mistrust was the biggest barrier.", "barrier", "none"),
]


@pytest.mark.parametrize(("sentence", "code", "wanted"), STANCES)
def test_stance(sentence: str, code: str, wanted: str) -> None:
    """The main clause decides the stance, the first that fits."""
    assert coded(sentence)[0][code].stance == wanted


@pytest.mark.parametrize(("sentence", "code", "wanted"), ROLES)
def test_role(sentence: str, code: str, wanted: str) -> None:
    """A role needs an effect word whose subject is the coded thing; an effect has none itself."""
    assert coded(sentence)[0][code].role == wanted


def test_bullets_take_their_role_from_the_stem() -> None:
    """What a stem calls barriers are barriers in each of its bullets."""
    stem = Line("The main barriers were:", codable=False)
    _, first, second = coded(
        stem, Line("mistrust", unit="bullet", stem=0), Line("staff turnover", unit="bullet", stem=0)
    )
    assert first["trust"].role == second["continuity"].role == "barrier"
