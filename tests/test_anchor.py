"""A quote is found where it stands, or said to be ambiguous; never somewhere else."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcode.review.anchor import STRICT, Anchors, Found, find
from relcode.terms import Span

TEXT = (
    "Ana: We began with tea – not “targets”. The office was far away.\n"
    "Ben: Trust came later, and co-design after it.\n"
    "Ana: We began again. The ﬂood had taken the ofﬁce.\n"
)


def shown(found: Found, text: str = TEXT) -> list[str]:
    """The words of the one place."""
    return [text[span.start : span.end] for span in found.spans]


@pytest.mark.parametrize(
    ("quote", "step", "words"),
    [
        ("Trust came later", "exact", "Trust came later"),
        ("  Trust came later\n", "exact", "Trust came later"),
        ("Trust  came\nlater", "spaces", "Trust came later"),
        ('tea - not "targets".', "marks", "tea – not “targets”."),
        ("TRUST CAME LATER", "marks", "Trust came later"),
        ("The flood had taken the office", "marks", "The ﬂood had taken the ofﬁce"),
        ("co\N{SOFT HYPHEN}design after it", "marks", "co-design after it"),
        ("codesign after it", "marks", "co-design after it"),
        ("‘Trust came later’", "marks", "Trust came later"),
        ("… Trust came later [...]", "ends", "Trust came later"),
        ("• Trust came later…", "ends", "Trust came later"),
    ],
)
def test_the_strictest_step_that_finds_it_is_named(quote: str, step: str, words: str) -> None:
    """What had to be overlooked is said, and the span lies in the text as it stands."""
    found = find(TEXT, quote)
    assert (found.step, shown(found)) == (step, [words])


def test_ellipses_inside_stand_for_what_was_left_out() -> None:
    """A quote with an elision gives a span for each of its parts."""
    found = find(TEXT, "Trust came later […] after it. Ana: We began again ... taken the office")
    assert found.step == "parts"
    assert shown(found)[0] == "Trust came later"
    assert shown(found)[2] == "taken the ofﬁce"


def test_short_parts_are_no_anchor() -> None:
    """Between ellipses a few letters could stand anywhere."""
    assert find(TEXT, "Trust … it … again") == Found()


def test_several_places_are_all_given() -> None:
    """Words that stand twice are ambiguous, unless a hint chooses."""
    found = find(TEXT, "We began")
    assert [place[0].start for place in found.places] == [5, 117]
    assert (found.spans, found.span) == ((), None)
    near = find(TEXT, "We began", near=100)
    assert (near.span, near.by) == (Span(117, 125), "near")
    assert find(TEXT, "We began", near=61).by == ""
    inside = find(TEXT, "We began", within=Span(100, len(TEXT)))
    assert (inside.span, inside.by) == (Span(117, 125), "")


def test_a_difference_in_white_space_does_not_tell_places_apart() -> None:
    """Cells do not keep white space, so a line end is no reason to prefer a place."""
    found = find("We met.\nWe talked. Later: We met. We talked.", "We met. We talked.")
    assert (len(found.places), found.step) == (2, "spaces")


@pytest.mark.parametrize("quote", ["", " ", "--", "„", "…", "[...]", "nowhere at all"])
def test_nothing_is_found_where_nothing_stands(quote: str) -> None:
    """A quote without words, or with others, stands nowhere."""
    assert find(TEXT, quote) == Found()


def test_a_place_outside_the_limits_does_not_count() -> None:
    """Words that begin inside the limits and end beyond them are not found."""
    assert find(TEXT, "Trust came later", within=Span(0, 80)) == Found()
    assert find("ﬁne", "fin", within=Span(0, 2)).span == Span(0, 2)


ALPHABET = st.sampled_from("ab B-–'“”ﬁß\u00ad\u200b\n\t.…é")


@given(st.text(ALPHABET, max_size=60), st.data())
def test_a_slice_with_its_spaces_jumbled_is_never_found_elsewhere(
    text: str, data: st.DataObject
) -> None:
    """The place of any slice is among those found, whatever happened to its white space."""
    text = unicodedata.normalize("NFC", text)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    words = text[start:end].strip()
    start += len(text[start:end]) - len(text[start:end].lstrip())
    jumbled = "".join(
        each + data.draw(st.sampled_from(["", " ", "\n ", "\t"])) for each in words.split()
    )
    found = find(text, jumbled)
    if words:
        assert (Span(start, start + len(words)),) in found.places
        assert found.step in {"exact", "spaces"}
    else:
        assert found == Found()


@given(st.text(ALPHABET, max_size=60), st.data())
def test_a_slice_with_other_marks_is_never_found_elsewhere(text: str, data: st.DataObject) -> None:
    """A quote in another case and with other marks covers its own letters, or is ambiguous."""
    text = unicodedata.normalize("NFC", text)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    slips = str.maketrans({"–": "-", "“": '"', "”": "''", "\u00ad": None, "ﬁ": "fi", "ß": "SS"})
    changed = text[start:end].translate(slips).upper()
    letters = [at for at in range(start, end) if text[at].isalnum()]
    found = find(text, changed)
    if not letters or found.step in STRICT:  # those very words may stand elsewhere
        return
    assert found.step == "marks"
    assert any(
        place[0].start <= letters[0] and letters[-1] < place[-1].end for place in found.places
    )


@given(st.text(ALPHABET, max_size=300), st.lists(st.text(ALPHABET, min_size=1, max_size=40)))
def test_no_quote_is_lost_when_many_are_sifted(text: str, quotes: list[str]) -> None:
    """What the sifting leaves out stands nowhere."""
    anchors = Anchors(unicodedata.normalize("NFC", text))
    wanted = [*quotes, text[10:40], text[100:120].upper(), f"…{text[50:90]}"]
    held = anchors.may_hold(wanted)
    assert all(not anchors.find(quote).places for quote in wanted if quote not in held)


@given(st.text(max_size=200), st.text(max_size=20))
def test_any_text_and_quote_can_be_tried(text: str, quote: str) -> None:
    """Whatever is looked for in whatever text: spans lie inside it, in order."""
    for place in find(text, quote).places:
        for span in place:
            assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("a" * 400_000, "a" * 20_000 + "b"),
        ("a" * 400_000, "a" * 20_000),
        ("ab " * 150_000, "ab" * 9_000 + "c"),
        ("word " * 80_000, "." * 30_000),
        ("word " * 80_000, "word … " * 4_000 + "no"),
        ("[ " * 200_000, "[ " * 15_000 + "x"),
    ],
)
def test_no_text_makes_the_search_slow(text: str, quote: str) -> None:
    """Repetitive texts and quotes take no longer than others."""
    begin = time.process_time()
    Anchors(text).find(quote)
    assert time.process_time() - begin < 5
