"""A researcher's own codes are read at once, and better with every review; each says why."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from bench.foreign_texts import casino
from sklearn.metrics import average_precision_score

from conftest import ROOT
from contracts import check_codings
from relcode import codebook
from relcode.codebook import Code, Codebook, Cues
from relcode.features.encoder import Encoder
from relcode.features.fewshot import Taught, blend, chances, told, zero_shot
from relcode.features.model import shipped
from relcode.features.passages import Unit
from relcode.features.rows import Rows
from relcode.reviewed import Answer, Reviewed
from relcode.tag.cues import CueTagger
from relcode.tag.own import NONE, shown, unlearned
from relcode.tag.units import units
from relcode.tag.unlearned import SUGGESTED, Unlearned
from relcode.why import readable
from tagged import Line, laid_out, relational

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relcode.tag.own import Shown
    from relcode.terms import Coding, Segment, Source

TIDES = Code(
    id="tides",
    name="Tides",
    definition="The speaker tells how the tide decides when a boat can leave.",
    typical=("We had to wait for high water before the boat could leave.",),
    cues=Cues(strong=("flood tide",), weak=("harbour",)),
)
SHEEP = Code(id="sheep", name="Sheep", definition="The speaker talks of sheep or of wool.")
LINES = (
    Line("And when does the boat leave?", "I", "interviewer"),
    Line("We wait for high water, and then the boat can leave.", "B"),
    Line("My aunt keeps the accounts in a green book.", "B"),
    Line("The wool of our sheep goes to the mill in spring.", "B"),
    Line("They leave on the flood tide.", "B"),
    Line("I like the harbour.", "B"),
    Line("…", "B"),
    Line("We wait for high water, and then the boat can leave.", "B", codable=False),
)
# a tide that no word of the codebook tells, and what was said beside it
SHOWN = ("The moon lets us go twice a day.", "It is the moon that says when we may sail.")
ASIDE = ("The soup was tomato that day.", "Nobody rang about the stairs.", "We sang a lot.")


@cache
def encoder() -> Encoder:
    """The shipped encoder."""
    return Encoder(shipped())


def own(*codes: Code, language: str = "en") -> Codebook:
    """A researcher's own codebook."""
    return Codebook(name="own", version="1", language=language, codes=codes or (TIDES, SHEEP))


def found(
    lines: Sequence[Line | str], book: Codebook | None = None, given: Shown = NONE
) -> tuple[Source, list[Segment], list[Coding]]:
    """These lines laid out, and their codings with codes that the model has not learned."""
    book = book or own()
    source, segments = laid_out(lines, language=book.language)
    cues = CueTagger(book, "full.v4.1")
    made = Unlearned(book, shipped(), encoder(), "full.v4.1", given)
    encoded = encoder().units(list(units(source, segments, cues.uncoded)))
    codings: list[Coding] = []
    for (view, cases), unit in zip(cues.seen(source, segments), encoded, strict=True):
        said = {one.code: one for one in cues.judged(view, cases)}
        text = source.text[view.segment.start : view.segment.end]
        by_code = made.codings(view, text, unit, said)
        codings += [by_code[code.id] for code in book.codes if code.id in by_code]
    return source, segments, codings


def reviewed(*lines: str, holds: int, times: int = 1) -> Shown:
    """These lines as reviewed units; the tides are in the first so many of them."""
    source, segments = laid_out([line for _ in range(times) for line in lines])
    tides, none = frozenset({"tides"}), frozenset[str]()
    answers = {
        segment.id: Answer(tides, none) if n % len(lines) < holds else Answer(none, tides)
        for n, segment in enumerate(segments)
    }
    return shown([Reviewed(source, segments, answers)], encoder(), ())


def chance(codings: Sequence[Coding], segment: Segment, code: str = "tides") -> float:
    """The probability of a code on a segment; 0 where it has no coding."""
    rows = (one for one in codings if (one.segment, one.code) == (segment.id, code))
    return next((one.probability or 0.0 for one in rows), 0.0)


def test_own_codes_are_read_at_once() -> None:
    """Without any review the code is on what its definition means, with a probability."""
    source, segments, codings = found(LINES)
    check_codings(codings, source, segments, own())
    assert all(one.probability is not None for one in codings)
    assert chance(codings, segments[1]) >= SUGGESTED
    assert chance(codings, segments[3], "sheep") > chance(codings, segments[1], "sheep")
    assert chance(codings, segments[2]) < SUGGESTED
    assert chance(codings, segments[2], "sheep") < SUGGESTED
    assert found(LINES)[2] == codings


def test_the_why_names_the_example() -> None:
    """The reason quotes words of the segment, and the example or definition it is most like."""
    source, segments, codings = found(LINES)
    (one,) = (each for each in codings if each.segment == segments[1].id and each.code == "tides")
    assert "high" in {evidence.cue for evidence in one.why.evidence}
    assert f"read by the codebook; most like its example “{TIDES.typical[0]}”" in one.why.note
    assert readable(one.why, source.text).startswith("“")
    sheep = next(each for each in codings if each.code == "sheep")
    assert f"most like its definition “{SHEEP.definition}”" in sheep.why.note


def test_what_was_reviewed_is_learned() -> None:
    """What no word of the codebook tells is found after some reviews, and nothing unlike them."""
    lines = ["It was the moon that let us sail that week.", "The stairs were tomato red."]
    before = found(lines)
    given = reviewed(*SHOWN, *ASIDE, *ASIDE, holds=2, times=4)
    source, segments, codings = found(lines, given=given)
    check_codings(codings, source, segments, own())
    assert chance(codings, segments[0]) > max(SUGGESTED, 2 * chance(before[2], segments[0]))
    assert chance(codings, segments[1]) < SUGGESTED
    one = next(each for each in codings if each.code == "tides")
    assert f"read by the codebook and {4 * 8} reviewed; most like the reviewed “" in one.why.note
    assert any(line in one.why.note for line in SHOWN)


def test_a_code_that_nobody_judged_is_as_before() -> None:
    """Reviews of one code leave the probabilities of another alone."""
    given = reviewed(*SHOWN, *ASIDE, holds=2)
    plain, more = (
        [chance(codings, one, "sheep") for one in segments]
        for _, segments, codings in (found(LINES), found(LINES, given=given))
    )
    assert plain == more


def test_a_reviewed_segment_is_not_its_own_example() -> None:
    """What was reviewed is scored by the codebook alone, as if nobody had said anything of it."""
    texts = [SHOWN[0], *ASIDE, TIDES.typical[0]]
    source, segments = laid_out(texts)
    tides, none = frozenset({"tides"}), frozenset[str]()
    held = {one.id: Answer(tides, none) for one in segments[:1]}
    answers = held | {one.id: Answer(none, tides) for one in segments[1:]}
    given = shown([Reviewed(source, segments, answers)], encoder(), ())
    assert found(texts, given=given)[2] == found(texts)[2]


def test_a_cue_is_never_lost() -> None:
    """Where a cue speaks for an own code its why stays, and a strong one suggests it."""
    _, segments, codings = found(LINES)
    _, _, bare = found(LINES, own(TIDES.model_copy(update={"cues": Cues()})))
    strong, weak = (
        next(one for one in codings if one.segment == segment.id and one.code == "tides")
        for segment in segments[4:6]
    )
    assert strong.status == "suggested"
    assert strong.why.evidence[0].cue == "flood tide"
    assert weak.why.evidence[0].cue == "harbour"
    assert strong.probability is not None
    assert strong.probability > chance(bare, segments[4])


@pytest.mark.parametrize(
    "book",
    [
        own(Code(id="ferries", name="Ferries", definition="d", cues=Cues(strong=("ferry",)))),
        own(language="de"),
        own(relational().code("trust")),
    ],
    ids=["too little told", "another language", "learned"],
)
def test_what_cannot_be_read_is_left_to_others(book: Codebook) -> None:
    """Too little told, another language, or a code of the model's own: nothing is said here."""
    assert unlearned(shipped().about, book) == {}
    assert found(["The ferry leaves on trust and high water."], book)[2] == []


def test_learned_codes_are_not_unlearned() -> None:
    """Of the shipped codebook only what the model lacks would be read by its definition."""
    codes = {code.id for code in relational().codes}
    assert unlearned(shipped().about, relational()).keys() == codes - set(shipped().codes)


def test_another_field_is_read(shared: Path) -> None:
    """On negotiations the codebook ranks at once, and with half of them reviewed far better."""
    book = codebook.load(ROOT / "bench" / "foreign" / "casino.yaml")
    dialogues = [each for n, each in enumerate(casino(shared / "data")) if n % 8 == 0]
    said = [one for each in dialogues for one in each]
    vectors = [x.vector for each in dialogues for x in encoder().units([one.unit for one in each])]
    space = Rows(shipped().examples, [text for one in book.codes for text in one.typical])
    rows = space.of(np.array(vectors), [one.unit.text for one in said])
    half = len(said) // 2
    scores = []
    for code in book.codes:
        known = told(code)
        assert known
        holds = np.array([code.id in one.codes for one in said])
        yes, no = (space.of(alone(*texts), texts) for texts in (known.yes, known.unlike))
        first = zero_shot(space, yes, no)
        second = blend(first, yes, no, Taught(rows[:half], holds[:half], np.ones(half)))
        after, before = (rows[half:] @ head.weights + head.bias for head in (second, first))
        ranks = [average_precision_score(holds[half:], one) for one in (before, after)]
        scores.append([*ranks, abs(chances(after).mean() - holds[half:].mean())])
    before, after, gap = np.mean(scores, axis=0)
    assert before > 0.2
    assert after > before + 0.1
    assert gap < 0.05


def alone(*texts: str) -> np.ndarray:
    """The vectors of texts, each by itself."""
    each = ([Unit(text, "turn", wanted=True)] for text in texts)
    return np.array([one.vector for given in each for one in encoder().units(given)])
