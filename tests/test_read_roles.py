"""Who asks and who answers is told by labels, by the header, or by the questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contracts import check_source
from relcode.read import plain
from relcode.read.assemble import assembled
from relcode.terms import Block, Draft

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.terms import Source

QUESTIONS = [
    "When did you begin to share the press?",
    "Who kept the book?",
    "And what did you do when it broke?",
    "Was that fair, would you say?",
]
ANSWERS = [
    "It was the year of the late frost, and nobody had enough apples to press alone.",
    "Old Marta did. She wrote down every crate, even her own, and we could all read it.",
    "We sat on the wall and argued, and then three of us carried it to the smith together.",
    "In the end it was. It took two autumns before we believed it, though.",
]


def dialogue(*names: str, preface: str = "") -> Source:
    """The source of a talk in which the first name asks and the others answer in turn."""
    asking, *answering = names
    lines = []
    for n, (question, answer) in enumerate(zip(QUESTIONS, ANSWERS, strict=True)):
        lines += [f"{asking}: {question}", f"{answering[n % len(answering)]}: {answer}"]
    source = assembled(plain.draft(preface + "\n".join(lines) + "\n"), "press.txt")
    check_source(source)
    return source


def roles(source: Source) -> dict[str | None, str]:
    """The role of each speaker."""
    return {turn.speaker: turn.role for turn in source.turns}


ASKING = [
    ("I", "R"),
    ("I", "P"),
    ("INT", "MARTA"),
    ("Interviewer", "Jon", "Marta"),
    ("Interviewer 2", "Participant 1", "Participant 2"),
    ("Q", "A"),
    ("Moderator", "P1", "P2"),
    ("Facilitator (female)", "Anna", "Ben"),
    ("Researcher", "Respondent"),
    ("R", "P1", "P2"),
    ("R", "Interviewee"),
    ("M", "P1", "P2"),
    ("Jane (interviewer)", "Tom"),
    ("Intervieweur", "Paul"),
    ("Entrevistadora", "Rosa"),
    ("Interviewerin", "Befragte"),
    ("Q", "I1", "I2"),
    ("Mod", "F1", "F2"),
    ("Speaker 1", "Speaker 2"),
    ("Jane Holt", "Tom Sims"),
    ("JH", "TS"),
]


@pytest.mark.parametrize("names", ASKING, ids="/".join)
def test_who_asks(names: tuple[str, ...]) -> None:
    """The one who asks is the interviewer whatever the labels are, all others participants."""
    asking, *answering = names
    expected = {asking: "interviewer"} | dict.fromkeys(answering, "participant")
    assert roles(dialogue(*names)) == expected


@pytest.mark.parametrize(
    ("name", "asking"),
    [
        ("int_d1", {"I"}),
        ("int_d2", {"Interviewer"}),
        ("int_d3", {"Moderator"}),
        ("int_d4", {"INT"}),
    ],
)
def test_gold_interviews(shared: Path, name: str, asking: set[str]) -> None:
    """In each reference interview exactly the interviewer asks."""
    path = shared / "data" / "gold" / "texts" / f"{name}.txt"
    source = assembled(plain.READER.read(path.read_bytes(), path.name), path.name)
    check_source(source)
    found = roles(source)
    assert {speaker for speaker, role in found.items() if role == "interviewer"} == asking
    assert set(found.values()) == {"interviewer", "participant"}


def test_nobody_asks() -> None:
    """Two people who ask each other as much as they tell are both participants."""
    lines = [
        f"{name}: {said}"
        for said in ("Did you bring the ladder? I left it here.", "I did. Shall we start?")
        for name in ("Jo", "Al", "Jo", "Al")
    ]
    source = assembled(plain.draft("\n".join(lines) + "\n"), "ladder.txt")
    assert set(roles(source).values()) == {"participant"}


def test_a_researcher_who_answers() -> None:
    """Beside a moderator, one who is a researcher by trade and only answers is a participant."""
    expected = {"Moderator": "interviewer", "Researcher": "participant", "Nurse": "participant"}
    assert roles(dialogue("Moderator", "Researcher", "Nurse")) == expected


def test_odd_names() -> None:
    """Names without a letter, as captions may have them, are participants like any other."""
    text = "one\n\ntwo\n"
    blocks = (Block(0, 3, speaker="…"), Block(5, 8, speaker="..."))
    source = assembled(Draft(text, blocks), "odd.vtt")
    assert set(roles(source).values()) == {"participant"}


def test_given_interviewers() -> None:
    """The names a user gives take the place of every guess, whatever their case."""
    draft = plain.draft(dialogue("Jane Holt", "Tom Sims").text)
    source = assembled(draft, "press.txt", ["tom sims"])
    assert roles(source) == {"Jane Holt": "participant", "Tom Sims": "interviewer"}


def test_given_interviewers_of_another_file() -> None:
    """Where nobody of the given name speaks, the other signs tell: a batch has many who ask."""
    draft = plain.draft(dialogue("Interviewer", "Tom Sims").text)
    source = assembled(draft, "press.txt", ["Jane Holt"])
    assert roles(source) == {"Interviewer": "interviewer", "Tom Sims": "participant"}


def test_a_quoted_question() -> None:
    """An interviewer whom a paper quotes asks there too; who answers stays quoted."""
    blocks = (
        Block(0, 4, speaker="Interviewer", role="quoted"),
        Block(5, 10, speaker="Tom", role="quoted"),
    )
    source = assembled(Draft("Why?\nApples\n", blocks), "paper.xml")
    assert roles(source) == {"Interviewer": "interviewer", "Tom": "quoted"}


def test_named_in_the_header() -> None:
    """The interviewer whom the header names asks, even by initials."""
    preface = "Date: 4 October\nInterviewer: Tom Sims\n\n"
    assert roles(dialogue("JH", "TS", preface=preface)) == {
        "JH": "participant",
        "TS": "interviewer",
    }


def test_named_in_the_legend() -> None:
    """A key that explains a label gives its speaker's role."""
    preface = "Press talk\n\nTS = Interviewer\nJH = Respondent\n\n"
    assert roles(dialogue("JH", "TS", preface=preface)) == {
        "JH": "participant",
        "TS": "interviewer",
    }


def test_no_interview() -> None:
    """Where nobody speaks, all is the author's, in no turn."""
    source = assembled(plain.draft("The press stood idle. We walked past it.\n"), "note.txt")
    assert {block.role for block in source.blocks} == {"author"}
    assert source.turns == ()
    assert source.kind == "report"
