"""Sentences end where sentences end: R3 of the manual, citations, quotations, speech."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relcode.segment.sentences import sentences

# "|" stands where one sentence ends and the next begins
WRITTEN = [
    "We met Dr. Orla Finn at No. 5 Quay St. that day. | She came with Prof. Ames.",
    "Several left, e.g. the mill, i.e. Mr. Tove's firm. | Others stayed.",
    "Trust grew, cf. Lowe vs. Hart. | It took years.",
    "Earlier work [1–3] found the same [4, 5]. | We did not.",
    "Lowe et al. (2011) disagreed. | So did Hart et al. | However, Finn did not.",
    "Attendance rose (Fig. 2). | Figs. S1–S3 show why.",
    "The effect was small (p < .05). | It was 0.5 of a point.",
    "The share was 3.5 per cent. | In 2019 it was 4. | We stopped.",
    "Costs fell in the U.S. and the U.K. | They rose elsewhere.",
    "The U.S. Department of Tides agreed. | It paid.",
    "We began at 9 a.m. in the hall. | Nobody came.",
    "J. R. Moss and A. Vane chaired. | K. Lund took notes.",
    "Sites in Arm B. | These had no broker. | Villages C and D. | Fine ones.",
    "They shared boats, nets, etc. | Nobody kept count.",
    "See https://tide.example/a.b/c.d?x=1.2 for more. | It is short.",
    "It is at https://tide.example/plan/v1.2 | Everyone may read it.",
    "Write to ana.moss@tide.example today. | She replies.",
    "1. Ask first, and listen. | 6.1 Production and trust. | Four seasons passed.",
    "Was it trust? | Yes! | No…",
    "He wondered whether (and why?) they came. | They came.",
    "Whose was it (and why?), and when. | Nobody knew.",
    "“We never met. | We just wrote.” | That was all.",
    '"Ask me first." | "I did."',
    "“I trust her,” he said. | “She comes.”",
    "“Why?” she asked. | “Why not?” he said.",
    "“They just came.” (Nurse, N4) | “And left.” (N5) | We asked why.",
    "They paid for it. | [The mill] had none. | So it went.",
    "Trust was low.[12] | It rose.",
    "Trust was low.3,4 | Later it rose.5 | Nobody knew why.",
    "(The mill had closed.) | The town had not.",
    "Two things helped. | (1) The boats were shared. | (2) The pay was fair.",
    "The manager (see Moss et al.) left. | Nobody asked.",
    "That is Node.js and v2.0.1 of the plan. | Fine.",
    "The cost was £4.50. | £3 came back.",
    "Funded under contract no. TX-21 of the county. | No. | We said no.",
]
SPOKEN = [
    "Um, I mean... I don't know. | We just, like, talked.",
    "She left... | And then she came back?! | We cried.",
    "Well, we... it comes through us. [cross-talk] | It's how it's done.",
    "No. | Not at all. | Why would I?",
    "She said, no, no, no. | I said fine.",
    "That's on me. | Good guy, though.",
    "He argues about Manning's n. | That's a roughness thing.",
    "hi all, welcome! | text only today. | whats your role?",
    "we never met e.g. for lunch. | they sent a letter.",
]


def cut(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize("line", WRITTEN + SPOKEN)
def test_sentences_end_where_marked(line: str) -> None:
    """Abbreviations, initials, list numbers, decimals and URLs do not end a sentence (R3)."""
    assert cut(line.replace(" | ", " ")) == line.split(" | ")


def test_a_missing_blank_does_not_hide_a_boundary() -> None:
    """`well.Then` and `[63].There` are two sentences; `www.Tide.Example` is one address."""
    assert cut("It ended well.Then it began again.") == ["It ended well.", "Then it began again."]
    assert cut("It rose [63].There was more.") == ["It rose [63].", "There was more."]
    assert cut("See www.tides.Example today.") == ["See www.tides.Example today."]


def test_positions_count_in_the_whole_text() -> None:
    """A stretch within a text gives spans of that text, blanks around sentences left out."""
    text = "Left out.  We met.\n\tThey came 😀. Left out."
    found = list(sentences(text, 9, 32))
    assert [text[start:end] for start, end in found] == ["We met.", "They came 😀."]


def test_marks_without_words_are_no_sentence() -> None:
    """An ellipsis or a bracket alone is kept with the words that follow."""
    assert cut("“ … We met.” …") == ["“ … We met.” …"]
    assert cut("... ! ?") == ["... ! ?"]
    assert cut(" \n ") == []


@given(st.text(alphabet="aB. ?!…()[]\"“”'1,\n·é|😀-", max_size=80))
@example("No. 5. (A.) b.")
def test_every_character_lies_in_one_sentence(text: str) -> None:
    """Sentences are in order, do not overlap, begin and end with a character, and lose none."""
    found = list(sentences(text, 0, len(text)))
    assert "".join("".join(part.split()) for part in cut(text)) == "".join(text.split())
    ends = [0, *(end for _, end in found)]
    for (start, end), before in zip(found, ends, strict=False):
        assert before <= start < end
        assert not text[start].isspace()
        assert not text[end - 1].isspace()


@pytest.mark.parametrize(
    "unit", ["word ", "Yes. ", ". ", "a.b.", "word. ( ", '"so (', "J. ", "\n.", "http://"]
)
def test_time_grows_with_length_only(unit: str) -> None:
    """One line of a megabyte takes seconds at most, whatever stands in it."""
    text = unit * (1_000_000 // len(unit))
    begun = time.perf_counter()
    assert sum(1 for _ in sentences(text, 0, len(text))) > 0
    assert time.perf_counter() - begun < 20
