"""Turns are found by the labels in the text, and only where there is a conversation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import check_draft
from relcode.read import plain
from relcode.read.turns import with_turns
from relcode.terms import Draft

TALK = [
    "So how did the two allotment groups start to share the shed?",
    "Well, we lent them a wheelbarrow first, and it came back clean.",
    "And who kept the key after that?",
    "I did, until my knee went. Then we hid it under the third pot.",
    "Did anyone mind?",
    "No, not really. We talked it over on the bench.",
]


def read(text: str) -> Draft:
    """The draft of a plain text with its turns."""
    draft = with_turns(plain.draft(text))
    check_draft(draft)
    return draft


def said(draft: Draft) -> list[tuple[str | None, str]]:
    """Who says what, block by block, headings and furniture left out."""
    return [
        (block.speaker, draft.text[block.start : block.end])
        for block in draft.blocks
        if block.form not in ("heading", "furniture") and block.role != "system"
    ]


STYLES = {
    "colon": "{name}: {talk}\n",
    "colon, blank line": "{name}: {talk}\n\n",
    "French colon": "{name} : {talk}\n",
    "no space": "{name}:{talk}\n\n",
    "dash": "{name} - {talk}\n",
    "en dash": "{name} – {talk}\n\n",
    "tab": "{name}\t{talk}\n",
    "colon and tab": "{name}:\t{talk}\n",
    "time first": "[00:{n:02}:31] {name}: {talk}\n",
    "time first, round": "({n:02}:31) {name}: {talk}\n\n",
    "bare time first": "00:{n:02}:31 {name}: {talk}\n",
    "time after": "{name} ({n:02}:31): {talk}\n",
    "time after, square": "{name} [00:{n:02}:31]: {talk}\n\n",
    "time after, no colon": "{name} 00:{n:02}:31 {talk}\n\n",
    "header line": "{name} {n:02}:31\n{talk}\n\n",
    "header line, time first": "({n:02}:31) {name}\n{talk}\n\n",
    "bracketed header": "[{name}] 00:{n:02}:31\n{talk}\n\n",
    "spaced header": "{name}   {n}:31\n\n{talk}\n\n",
    "own line": "{name}\n{talk}\n\n",
    "own line with colon": "{name}:\n{talk}\n\n",
    "own line, indented talk": "{name}\n    {talk}\n\n",
    "own line, no blank": "{name}\n{talk}\n",
    "time within": "{name}: [00:{n:02}:31] {talk}\n",
    "time within, tabs": "{name}:\t00:{n:02}:31\t{talk}\n",
    "chat": "00:{n:02}:31\t{name}:\t{talk}\n",
    "time span": "[00:{n:02}:31.00 --> 00:{n:02}:40.00] {name}: {talk}\n",
    "name, time, talk": "{name}\n{n:02}:31\n{talk}\n\n",
    "bold": "**{name}:** {talk}\n\n",
    "bold, colon outside": "**{name}**: {talk}\n\n",
    "caption": ">> {name}: {talk}\n",
    "bullets": "- {name}: {talk}\n",
    "numbered": "{m}. {name}: {talk}\n",
    "line numbers": "{m}\t{name}: {talk}\n",
    "hanging": "{name}:    {talk}\n           It was a Tuesday.\n",
}
PAIRS = [
    ("I", "R"),
    ("Interviewer", "Participant 4"),
    ("Interviewer 1", "Interviewee 1"),
    ("INT", "P07"),
    ("Q", "A"),
    ("Moderator", "Dr O'Brien"),
    ("Speaker 1", "Speaker 2"),
    ("JANE HOLT", "SAM"),
    ("Sister Loretta", "Jean-Luc van der Berg"),
    ("Ana", "Bo"),
    ("[REDACTED]", "Interviewer"),
    ("R1 (female)", "I"),
    ("访谈者", "受访者"),
    ("Интервьюер", "Р2"),
]


# a removed name in brackets is not put into further brackets
CASES = [
    (style, pair) for style in STYLES for pair in PAIRS if not (pair[0][0] == "[" in STYLES[style])
]


@pytest.mark.parametrize(("style", "pair"), CASES, ids=str)
def test_label_styles(style: str, pair: tuple[str, str]) -> None:
    """Every common way to write a speaker's name is recognised, and stays out of the talk."""
    lines = [
        STYLES[style].format(name=pair[n % 2], talk=talk, n=n + 1, m=n + 1)
        for n, talk in enumerate(TALK)
    ]
    draft = read("".join(lines))
    expected = [(pair[n % 2], talk) for n, talk in enumerate(TALK)]
    if style == "hanging":
        found = [(speaker, " ".join(words.split())) for speaker, words in said(draft)]
        assert found == [(name, f"{talk} It was a Tuesday.") for name, talk in expected]
    else:
        assert said(draft) == expected
    if ":31" in STYLES[style]:
        assert [block.at for block in draft.blocks] == [60 * n + 91 for n in range(len(TALK))]


names = st.from_regex(r"[A-Z][a-z]{2,9}( [A-Z][a-z]{2,9})?", fullmatch=True)
talk = st.lists(st.sampled_from(TALK), min_size=6, max_size=12)


@given(first=names, second=names, turns=talk, style=st.sampled_from(sorted(STYLES)))
def test_any_names(first: str, second: str, turns: list[str], style: str) -> None:
    """Any two names that alternate are recovered, and nobody else is."""
    from relcode.read.turns.evidence import _unlikely  # noqa: PLC0415
    from relcode.read.turns.labels import is_name, key  # noqa: PLC0415

    odd = any(not is_name(name) or _unlikely(key(name), 1, set()) for name in (first, second))
    if key(first) == key(second) or odd or style == "hanging":
        return
    pair = (first, second)
    lines = [
        STYLES[style].format(name=pair[n % 2], talk=talk, n=n + 1, m=n + 1)
        for n, talk in enumerate(turns)
    ]
    draft = read("".join(lines))
    assert {speaker for speaker, _ in said(draft)} == set(pair)


@given(st.text(alphabet=st.sampled_from('IRaé :.-–\n\t*[]()>#?!0159QA’"•'), max_size=400))
def test_any_text(text: str) -> None:
    """Whatever the text, blocks lie in order, apart, within it."""
    from relcode.read.normalise import normalised  # noqa: PLC0415

    check_draft(with_turns(plain.draft(normalised(text))))


def test_speakers_stay() -> None:
    """A draft whose blocks name their speakers, or a paper, comes back unchanged."""
    draft = plain.draft("I: One?\n\nR: Two.\n\nI: Three?\n\nR: Four.\n")
    named = with_turns(draft)
    assert with_turns(named) is named
    paper = Draft(draft.text, draft.blocks, kind="paper")
    assert with_turns(paper) is paper


def test_huge_line() -> None:
    """One line of millions of characters is read in a moment."""
    text = (
        "I: " + "we went on and on about the shed, " * 100_000 + "\nR: Yes.\nI: Why?\nR: I see.\n"
    )
    assert [block.speaker for block in read(text).blocks] == ["I", "R", "I", "R"]
