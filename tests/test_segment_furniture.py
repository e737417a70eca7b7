"""What is kept but not coded: references, bylines, labels, greetings, thanks, pointers (R5)."""

from __future__ import annotations

import pytest

from laid_out import Part, bullet, cut, heading, said, source, texts
from relcode.terms import Block

KEPT_BLOCKS = [
    "By Orla Finn",
    "By Orla Finn, Ana Moss and K. Lund on 3 May 2021",
    "Biography: Orla Finn is a boat builder. She lives on Quay Street.",
    "Orla Finn (biography)",
    "Posted on 4 June 2020 by the editors",
    "6 min read",
    "Leave a Reply",
    "12 thoughts on “Sharing boats”",
    "© 2021 Tide Press",
    "Page 3 of 12",
    "Date: 12 May",
    "Interviewer: Orla Finn",
    "Participant ID: P07",
    "From: Kwame. To: Orla.",
    "[Recording starts]",
    "End of interview",
    "00:01:23",
    "00:01:23.500 --> 00:01:27.000",
    "https://tide.example/report.pdf (PDF 490KB)",
    "Moss, A., Lund, K. and Vane, J. (2017). Shared boats. Journal of Tides, 15, 3: 339–352.",
    "12. Moss A, Lund K. Shared boats and nets. J Tides. 2017;15(3):339–52. doi:10.1234/t.5",
    "Harbour Trust (2019) Ferry report. Retrieved from https://tide.example/ferry",
    "— — —",
]
CODED_BLOCKS = [
    "By sharing boats, Orla Finn and the others built trust.",
    "Published research on partnering says little about boats in 2021 and after that.",
    "Interviewer: they never trusted the plan.",
    "Facilitators: trust, time and a shared office",
    "Language: barriers between staff and families",
    "Copyright law was the barrier.",
    "From the start: we shared boats.",
    "Reply to every letter that the partners send.",
    "Moss and Lund (2017) describe how the partners came to trust each other over the years.",
    "In 2019, Orla Finn (University of Tides) led the partnership.",
]
KEPT_SENTENCES = [
    "Dear Orla,",
    "Hi all, and welcome!",
    "Good morning, sir.",
    "Thank you so much for your comments.",
    "Well, thanks for having me, Reverend.",
    "Many thanks indeed.",
    "Best wishes,",
    "To find out more on building relationships:",
    "Read more about the ferry at tide.example.",
    "For more information, visit the harbour page.",
    "Click here to read the report.",
    "Please contact Orla Finn with questions.",
    "[laughter]",
    "(pause)",
    "For example:",
    "These include:",
    "The following are examples:",
    "Key partners:",
]
CODED_SENTENCES = [
    "Thanks to the partnership, the ferry ran.",
    "Thank you, but we never trusted them.",
    "Welcome to the table is what they said, and then nobody listened to us at all.",
    "Read the report together before you meet.",
    "More information would have built trust.",
    "(The partners never met in that year.)",
    "Trusting relationships can be built through several strategies including:",
    "The partners agreed on three aims:",
    "Three things changed between us:",
]


@pytest.mark.parametrize("text", KEPT_BLOCKS)
def test_a_line_of_the_page_is_one_uncoded_segment(text: str) -> None:
    """Bylines, references, labels with a value and marks of the page stay whole and uncoded."""
    assert [each.codable for each in cut(source(text))] == [False]


@pytest.mark.parametrize("text", KEPT_SENTENCES)
def test_a_sentence_that_says_nothing_is_not_coded(text: str) -> None:
    """Greetings, thanks, link pointers, stage directions and empty stems are kept as text."""
    assert texts(source("We met weekly in the hall.", text), codable=False) == [text]


@pytest.mark.parametrize("text", CODED_BLOCKS + CODED_SENTENCES)
def test_what_looks_alike_is_coded(text: str) -> None:
    """A sentence with content stays codable, whatever it begins with."""
    assert all(each.codable for each in cut(source(text)))


@pytest.mark.parametrize(
    "title",
    [
        "References",
        "7. Bibliography",
        "Acknowledgements",
        "Funding information",
        "Competing interests",
        "Authors’ contributions",
        "Supplementary materials",
        "Availability of data and materials",
        "About the author",
    ],
)
def test_back_matter_is_not_coded(title: str) -> None:
    """Nothing under such a title is coded, in sections within it neither."""
    made = source(heading(title), "We trust them.", heading("More", 2), bullet("They trust us."))
    assert texts(made, codable=True) == []


@pytest.mark.parametrize(
    "title", ["Funding", "Navigation", "Data management", "References to trust"]
)
def test_titles_of_themes_are_no_back_matter(title: str) -> None:
    """A theme of a report may sound like back matter; its text is coded."""
    assert texts(source(heading(title), "We trust them."), codable=True) == ["We trust them."]


def test_what_the_reader_calls_furniture_is_kept_whole() -> None:
    """A block of that form is one segment, not coded, however many sentences it has."""
    made = source(Part("Skip to content. Sign in.", Block(0, 0, "furniture", note="navigation")))
    assert [(each.codable, each.unit) for each in cut(made)] == [(False, "sentence")]


def test_thanks_in_talk_join_what_they_stand_with() -> None:
    """A turn of thanks is not coded; short thanks beside a sentence go with it."""
    made = source(
        said("Thank you for that, Orla."), said("Thanks, Mara. We shared the nets.", "Oren")
    )
    assert texts(made, codable=False) == ["Thank you for that, Orla."]
    assert texts(made, codable=True) == ["Thanks, Mara. We shared the nets."]
