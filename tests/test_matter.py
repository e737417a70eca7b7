"""The titles of sections that are kept but not coded."""

from __future__ import annotations

import pytest

from relcode.matter import note


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("References", "reference"),
        ("7. REFERENCES:", "reference"),
        ("Bibliografía", "reference"),
        ("Authors’ contributions", "contributions"),
        ("Declaration of competing interest", "interests"),
        ("Availability of data and materials", "data"),
        ("About the author", "biography"),
        ("Acknowledgements and funding", "acknowledgement"),
    ],
)
def test_furniture(title: str, why: str) -> None:
    """References, thanks, declarations and biographies are told by title, however numbered."""
    assert note(title) == note(title, "page") == why


@pytest.mark.parametrize("title", ["Related posts", "On this page", "Leave a Reply", "Share this:"])
def test_menus_are_only_on_pages(title: str) -> None:
    """A menu's title means one only on a web page."""
    assert (note(title, "page"), note(title)) == ("navigation", "")


@pytest.mark.parametrize(
    "title",
    [
        "Data and methods",
        "Search strategy",
        "Related work",
        "Recent lessons",
        "Funding a ferry",
        "",
    ],
)
def test_text(title: str) -> None:
    """Titles of what authors have to say are no furniture, on pages neither."""
    assert note(title, "page") == ""
