"""What a language model answers is taken only as far as it holds."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_server import item
from relcode.llm.answers import Reading, UnreadableAnswerError, units
from relcode.llm.prompt import VALUES, Prompt
from relcode.llm.quotes import place
from relcode.llm.script import MOST_UNITS, MOST_WORDS, Script
from tagged import Line, laid_out, relational

HELD = "We never\n  held the keys, they’d “lost” them."


def found(quote: str, text: str = HELD) -> str | None:
    """What stands where the quote is found in the second of three lines."""
    source, segments = laid_out(["We never held the boat.", text.replace("\n", " "), "Keys."])
    span = place(quote, source.text, segments[1])
    return source.text[span.start : span.end] if span else None


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("held the keys", "held the keys"),
        ("  never   held\tthe ", "never   held the"),
        ('they\'d "lost" them', "they’d “lost” them"),
        ("them.", "them."),
        ("held the boat", None),
        ("Held the keys", None),
        ("held keys", None),
        ("held the keys ... them", None),
        ("We never held the keys, they’d “lost” them. Keys.", None),
        ("", None),
        (" . ", None),
    ],
)
def test_a_quote_is_the_units_own_words(quote: str, words: str | None) -> None:
    """White space and the shape of quotation marks may differ, and nothing else."""
    assert found(quote) == words


def test_a_quote_is_found_as_whole_words_first() -> None:
    """A word that also stands inside another one is shown where it stands by itself."""
    source, segments = laid_out(["Distrust grew; only trust held."])
    span = place("trust", source.text, segments[0])
    assert span
    assert source.text[span.start - 1 : span.end + 1] == " trust "


@given(st.text(min_size=1, max_size=60), st.data())
def test_what_was_copied_is_found(text: str, data: st.DataObject) -> None:
    """Any stretch with a letter, its white space changed, is found, and reads as it did."""
    line = " ".join(text.split())
    source, segments = laid_out([line])
    start = data.draw(st.integers(0, len(line)))
    part = line[start : data.draw(st.integers(start, len(line)))]
    span = place(part.replace(" ", "\n "), source.text, segments[0])
    assert (span is not None) == any(map(str.isalnum, part))
    if span:
        assert segments[0].start <= span.start < span.end <= segments[0].end
        assert place(source.text[span.start : span.end], part, replace(segments[0], start=0))


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "Sure!\n```json\n{}\n```",
        "<think>maybe {{unit}} 3?</think>\n{}",
        "{} I hope this helps",
    ],
)
def test_what_stands_around_the_json_is_passed_over(around: str) -> None:
    """Fences, thoughts and chatter do not spoil an answer."""
    rows = [{"unit": 1, "codes": []}, {"unit": 2, "codes": [item("trust", "x")]}]
    answer = around.format(json.dumps({"units": rows}))
    assert units(answer, 2) == {1: [], 2: [item("trust", "x")]}


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "I cannot help with that.",
        "[]",
        '{"units": [{"unit": 1, "codes": [{"code": "tru',
        '{"codes": []}',
        '{"units": {}}',
        '{"units": [3]}',
        '{"units": [{"codes": []}]}',
        '{"units": [{"unit": "1", "codes": []}]}',
        '{"units": [{"unit": 1, "codes": ["trust"]}]}',
        '{"units": [{"unit": 1, "codes": null}]}',
        '{"units":' + "[" * 5_000,
        json.dumps({"units": [{"unit": 1, "codes": [item("trust", "x")] * 51}]}),
    ],
)
def test_another_form_is_no_answer(answer: str) -> None:
    """What is no JSON, breaks off, or has another shape is not half understood."""
    with pytest.raises(UnreadableAnswerError):
        units(answer, 2)


def test_units_that_were_not_asked_about_are_no_answer() -> None:
    """A number that is not in the question is passed over; of two answers the first counts."""
    rows = [{"unit": n, "codes": c} for n, c in ((0, []), (1, []), (1, [item("a", "b")]), (7, []))]
    assert units(json.dumps({"units": rows}), 2) == {1: []}
    assert units('{"units": []}', 2) == {}
    assert units('{"units": []}', 1) == {1: []}, "one unit alone, and nothing to say of it"


def test_codes_that_do_not_hold_are_dropped_and_counted() -> None:
    """An unknown code, a value that there is not, and a quote from elsewhere are left out."""
    source, segments = laid_out(["We trusted the crew and they trusted us.", "The fog came."])
    reading = Reading([one.id for one in relational().codes], "llm.m", "m")
    items = [
        item("trust", "they trusted us", valence="positive"),
        item("trust", "trusted the crew", valence="negative"),
        item("relationships", "the  crew", valence="neutral", stance="asserted"),
        item("friendship", "the crew"),
        item("power", "The fog came"),
        item("power", "crew", valence="good"),
        {"code": ["power"], "quote": "crew"},
        {**item("power", ""), "quote": None},
    ]
    codings = list(reading.codings(items, source, segments[0]))
    assert reading.dropped == Counter(code=2, value=1, quote=2)
    told = {one.code: (one.valence, [each.cue for each in one.why.evidence]) for one in codings}
    assert told == {
        "relationships": ("neutral", ["the crew"]),
        "trust": ("mixed", ["trusted the crew", "they trusted us"]),
    }
    order = [one.id for one in relational().codes]
    assert [one.code for one in codings] == sorted(told, key=order.index)


def test_the_passage_shows_units_in_their_context_and_no_name() -> None:
    """Units are numbered, what stands before them is shown, and speakers go by number."""
    lines = [
        Line("Who held the keys?", "Ada", "interviewer"),
        Line("Nobody  did.", "Brendan"),
        Line("[laughs]", "Brendan", codable=False),
        *(Line(f"The {n}th boat came.", "Ada") for n in range(4)),
        Line("It has:", "Cyd"),
        Line("a mast", "Cyd", "participant", "bullet", stem=7),
    ]
    script = Script(*laid_out(lines), ("interviewer",))
    assert script.units == [1, 3, 4, 5, 6, 7, 8]
    assert script.words(script.units) == 2 + 4 * 4 + 2 + 2
    assert script.passage([1, 8]).splitlines()[2:] == [
        "- interviewer 1: Who held the keys?",
        "[1] participant 2: Nobody did.",
        "- ...",
        "- participant 1: The 3th boat came.",
        "- participant 3: It has:",
        "[2] participant 3: (completing: It has:) a mast",
    ]
    assert not {"Ada", "Brendan", "Cyd"} & set(script.passage(script.units).split())


def test_batches_hold_every_unit_once_and_no_batch_is_too_large() -> None:
    """The units are asked about in order, in few questions of bounded length."""
    lines = ["One two three four five."] * 45 + ["word " * 500] * 3 + ["word " * 2_000, "End."]
    script = Script(*laid_out([line.strip() for line in lines]), ())
    batches = list(script.batches(script.units))
    assert [unit for batch in batches for unit in batch] == script.units
    for batch in batches:
        assert len(batch) <= MOST_UNITS
        assert len(batch) == 1 or script.words(batch) <= MOST_WORDS


def test_the_key_of_a_unit_holds_what_it_is_read_by() -> None:
    """Other words, another context or another question are another key; what follows is not."""

    def key(*lines: str, about: str = "a") -> str:
        script = Script(*laid_out(lines), ())
        return script.key(script.units[2], about)

    first = key("One.", "Two.", "Three.", "Four.")
    assert key("One.", "Two.", "Three.") == first
    assert key("One.", "Two.", "3.") != first
    assert key("1.", "Two.", "Three.") != first
    assert key("One.", "Two.", "Three.", about="b") != first


def test_the_prompt_holds_the_codebook_and_the_schema_is_strict() -> None:
    """Every code stands in the instructions with its definition, and no property is optional."""
    book = relational()
    prompt = Prompt(book, "m")
    for code in book.codes:
        assert f"- {code.id}: {' '.join(code.definition.split())}" in prompt.system
    assert Prompt(book, "n").mark != prompt.mark
    coding = prompt.schema["properties"]["units"]["items"]["properties"]["codes"]["items"]
    assert coding["properties"]["code"]["enum"] == [code.id for code in book.codes]
    assert set(coding["required"]) == {"code", *VALUES, "quote"} == set(coding["properties"])
    assert coding["additionalProperties"] is False
