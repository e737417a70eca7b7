"""The cue language: what each sign matches, and how a malformed cue is reported."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcode.codebook import Code, Codebook, Cues
from relcode.errors import RelcodeError
from relcode.tag.compile import compile_cue, problems
from relcode.tag.fold import folded
from relcode.tag.match import CueIndex, masked, words_of

MATCHES = [
    ("trust", "They trust us.", "trust"),
    ("trust", "TRUST is all.", "TRUST"),
    ("communicat*", "Communicating was slow.", "Communicating"),
    ("randomi*ed", "a randomised trial, a randomized trial", "randomised"),
    ("(shared|common) goal", "a common goal", "common goal"),
    ("(act*|serv*) as ~2 bridge", "she served as our only bridge", "served as our only bridge"),
    ("build* ~3 trust", "we built it; building some real trust", "building some real trust"),
    ("what (really )?helped", "What really helped was tea", "What really helped"),
    ("what (really )?helped", "What helped was tea", "What helped"),
    ("start over( again)?", "we had to start over again", "start over again"),
    ("co-design*", "co-designed", "co-designed"),
    ("co-design*", "codesigned", "codesigned"),
    ("co-design*", "co designed", "co designed"),
    ("(inter|multi)-(agency|sector*) work", "multisectoral work", "multisectoral work"),
    ("(told|asked) ~1 (us|them)? to do", "told to do", "told to do"),
    ("(told|asked) ~1 (us|them)? to do", "asked them to do", "asked them to do"),
    ("couldn't ~2 alone", "we couldn’t do it alone", "couldn’t do it alone"),
    ("partner* meeting", "the partner's meeting", "partner's meeting"),
    ("open and honest", "open – and honest", "open – and honest"),
]
MISSES = [
    ("trust", "trustee"),
    ("trust", "entrust"),
    ("build* ~1 trust", "building some real trust"),
    ("trust fund", "There is trust. Fund it."),
    ("trust fund", "trust, fund"),
    ("trust fund", "fund trust"),
    ("co-design*", "co and design"),
    ("no one", "not one"),
]
MALFORMED = [
    ("", "a word is missing, at character 1"),
    ("(trust", "a '(' without its ')', at character 1"),
    ("trust)", "')' outside parentheses, at character 6"),
    ("trust|faith", "'|' outside parentheses, at character 6"),
    ("(trust|)", "a word is missing, at character 8"),
    ("~2 trust", "a gap with nothing on one side ends, at character 9"),
    ("trust ~3", "a gap with nothing on one side ends, at character 9"),
    ("build* ~ trust", "'~' needs a number from 1 to 12, at character 8"),
    ("build* ~99 trust", "'~' needs a number from 1 to 12, at character 8"),
    ("*trust", "'*' must follow a letter, at character 1"),
    ("trust.", "'.' has no meaning in a cue, at character 6"),
    ("tr\\w+", "'\\' has no meaning in a cue, at character 3"),
    ("(the )?(a )?", "every part of the cue is optional"),
]


@pytest.mark.parametrize(("cue", "text", "found"), MATCHES)
def test_a_cue_matches(cue: str, text: str, found: str) -> None:
    """A cue matches what the language says, and the match spans exactly those words."""
    match = compile_cue(cue).pattern.search(folded(text))
    assert match
    assert text[match.start() : match.end()] == found


@pytest.mark.parametrize(("cue", "text"), MISSES)
def test_a_cue_does_not_match(cue: str, text: str) -> None:
    """Words, order, gaps and full stops bound a match."""
    assert not compile_cue(cue).pattern.search(folded(text))


@pytest.mark.parametrize(("cue", "what"), MALFORMED)
def test_a_malformed_cue_says_where(cue: str, what: str) -> None:
    """A malformed cue is refused with the character at which it fails."""
    with pytest.raises(RelcodeError) as error:
        compile_cue(cue)
    assert error.value.what == what
    assert error.value.where == f"cue '{cue}'"


def small(**cues: tuple[str, ...]) -> Codebook:
    """A codebook of one code with these cues."""
    code = Code(id="trust", name="Trust", definition="d", cues=Cues(**cues))
    return Codebook(name="small", version="1", language="en", codes=(code,))


def test_problems_name_code_list_and_number() -> None:
    """Every malformed and repeated cue is reported with its place in the codebook."""
    found = problems(small(strong=("trust", "faith ("), weak=("trust",)))
    assert [str(problem) for problem in found] == [
        "trust, strong cue 2 'faith (': a word is missing, at character 8",
        "trust, weak cue 1: 'trust' stands there twice, first as trust, strong cue 1",
    ]


def test_sound_cues_have_no_problems() -> None:
    """A codebook whose cues can all be read has no problems."""
    assert problems(small(strong=("trust*", "(faith|confidence) in"))) == []


@given(st.text(max_size=40))
def test_any_text_compiles_or_is_refused(text: str) -> None:
    """No cue, however odd, ends in anything but a pattern or a RelcodeError."""
    try:
        cue = compile_cue(text)
    except RelcodeError:
        return
    assert cue.needs


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    """Folded text is as long as the text, so that positions agree."""
    assert len(folded(text)) == len(text)


VOCABULARY = ["build", "building", "built", "trust", "trusted", "the", "co-design", "codesigned"]
CUES = ["build* ~2 trust*", "(built|the) trust", "co-design*", "the (big )?trust", "trust*"]


@given(st.lists(st.sampled_from([*VOCABULARY, ",", "big"]), max_size=25))
def test_the_index_finds_what_a_plain_search_finds(words: list[str]) -> None:
    """Looking only where a cue can begin, and only when it is possible, loses no occurrence."""
    text = " ".join(words)
    index = CueIndex([(compile_cue(cue), cue) for cue in CUES])
    found = {(one.of, one.start, one.end) for one in index.found(text, words_of(text))}
    assert found == {
        (cue, match.start(), match.end())
        for cue in CUES
        for match in compile_cue(cue).pattern.finditer(text)
    }


def test_masking_hides_words_and_keeps_the_gaps() -> None:
    """A masked stretch cannot match, and counts as many words as before."""
    text = masked("build no hospital trust here", [(9, 23)])
    assert text == "build no ________ _____ here"
    assert re.search(compile_cue("build ~3 here").pattern, text)


def test_a_huge_text_takes_no_longer_than_its_length() -> None:
    """Twenty times the words take some twenty times as long: nothing looks back over the text."""
    index = CueIndex([(compile_cue(cue), cue) for cue in CUES])

    def spent(times: int) -> float:
        text = "build the very " * times
        began = time.process_time()
        index.found(text, words_of(text))
        return time.process_time() - began

    short, long = (min(spent(times) for _ in range(3)) for times in (1_000, 20_000))
    assert long < 100 * short
