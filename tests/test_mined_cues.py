"""The mined plain-speech cues are worth what their table says, and say what they were coded as."""

from __future__ import annotations

import pytest
from training import corpus, mine, phrases, plain

from relcode import codebook
from relcode.codebook import Code, Codebook, Cues
from relcode.errors import RelcodeError
from relcode.tag.compile import compile_cue
from relcode.tag.cues import CueTagger
from tagged import laid_out, relational

ANEW = "run: python -m training.plain"
ROWS = plain.table()


@pytest.fixture(scope="module")
def worth() -> list[plain.Figures]:
    """What each cue is worth on the documents that may be learned from."""
    return plain.figures(plain.cues(ROWS), corpus.learned(), codebook.load("relational"))


def test_every_cue_of_the_table_stands_in_the_codebook() -> None:
    """Each mined cue is a cue of its code, as strong as the table says, and stands there once."""
    for row in ROWS:
        cues = relational().code(row["code"]).cues
        assert row["cue"] in getattr(cues, row["strength"]), row["cue"]
    assert len({(row["code"], row["cue"]) for row in ROWS}) == len(ROWS)


def test_the_figures_are_those_of_the_corpus(worth: list[plain.Figures]) -> None:
    """Units, documents and shares are what the learned documents give; none is held out."""
    written = [
        (int(row["units"]), int(row["documents"]), int(row["right"]), row["left_out"])
        for row in ROWS
    ]
    counted = [(one.units, one.documents, one.right, f"{one.left_out:.2f}") for one in worth]
    assert written == counted, ANEW
    assert not any(one.name.startswith(corpus.HELD_OUT) for one in corpus.learned())


def test_every_cue_meets_the_rule_of_its_strength(worth: list[plain.Figures]) -> None:
    """Strong cues are right on three quarters of their units, weak ones on two fifths."""
    rules = [plain.RULES[row["strength"]] for row in ROWS]
    short = [
        row["cue"]
        for row, one, rule in zip(ROWS, worth, rules, strict=True)
        if not plain.holds(one, rule)
    ]
    assert short == [], f"take these cues out of the codebook and the table; {ANEW}"


def test_a_mined_phrase_is_precise_on_documents_left_out() -> None:
    """A phrase that is mined in a fold is counted on the documents that the fold left out."""
    lines = [
        corpus.Line("they put us in touch with her", "A", skip=False, codes={"tie": "positive"})
    ]
    lines += [corpus.Line("nothing of the kind here", "A", skip=False, codes={})]
    documents = [corpus.Document(f"d{one}", "interview", tuple(lines), ()) for one in range(10)]
    found = list(mine.mined(mine.material(documents, ["tie"]), ["tie"]))
    assert "put* us in touch*" not in [row.phrase for row in found]
    assert all(row.folds == mine.FOLDS and row.precision == 1 for row in found)
    assert {row.given for row in found} == {10}


def test_phrases_name_words_with_their_forms() -> None:
    """Inflected forms and pronouns count as one word, and a gap stands between two words."""
    found = set(phrases.phrases("Nobody told us."))
    assert "(nobody|none|no-one) (tell|tells|told|telling) (me|us|him|her|them)" in found
    assert "(nobody|none|no-one) ~3 (me|us|him|her|them)" in found
    for phrase in found:
        compile_cue(phrase)


def _valence(cue: str, text: str) -> str:
    """The valence of a desirable code by one strong cue."""
    code = Code(id="a", name="a", polarity="desirable", definition="a", cues=Cues(strong=(cue,)))
    book = Codebook(name="n", version="1", language="en", codes=(code,))
    (coding,) = CueTagger(book).codings(*laid_out([text]))
    return coding.valence


SAID = [
    ("never rang back = negative", "She never rang back.", "negative"),
    ("found out from the radio = negative", "We found out from the radio.", "negative"),
    ("found out from the radio = negative", "They never found out from the radio.", "positive"),
    ("without being asked = positive", "He moved it without being asked.", "positive"),
    ("without being asked", "He moved it without being asked.", "negative"),
]


@pytest.mark.parametrize(("cue", "text", "wanted"), SAID)
def test_a_cue_may_say_how_the_thing_is(cue: str, text: str, wanted: str) -> None:
    """Negations inside such a cue do not count, those before it turn what it says."""
    assert _valence(cue, text) == wanted


@pytest.mark.parametrize("cue", ["rang back =", "rang back = bad", "= negative"])
def test_what_a_cue_says_is_negative_or_positive(cue: str) -> None:
    """Anything else after the sign, or no words before it, is refused with its place."""
    with pytest.raises(RelcodeError, match="at character"):
        compile_cue(cue)
