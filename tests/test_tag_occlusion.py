"""A segment is read again without some of its words, and `relcode why` shows what that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from relcode import pipeline
from relcode.cli.why import COMMAND
from relcode.study import Study
from relcode.tag.full import FullTagger
from tagged import Line, laid_out, relational

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.tag.occlusion import Without

LINES = (
    Line("How did you get to meet them?", "I", "interviewer"),
    Line("Hetty knew a fellow at the harbour office and walked us straight to his desk.", "P"),
    Line("We trusted the night warden with every key we had.", "P"),
)


def readings(number: int) -> tuple[str, list[Without], dict[str, float | None]]:
    """The text, the readings of that segment, and what the tagger says of it at first."""
    source, segments = laid_out(LINES)
    tagger = FullTagger(relational())
    said = [one for one in tagger.codings(source, segments) if one.segment == segments[number].id]
    found = list(tagger.occlusion().readings(source, segments, segments[number]))
    return source.text, found, {one.code: one.probability for one in said}


def test_with_all_its_words_a_segment_is_read_as_it_was_tagged() -> None:
    """The first reading leaves nothing out, and gives the probabilities of the codings."""
    _, found, said = readings(1)
    assert found[0].places == ()
    assert said
    for code, chance in said.items():
        assert found[0].chances[code] == pytest.approx(chance, abs=2e-3)


def test_each_word_is_left_out_once() -> None:
    """One reading a word, and one for what the reason quotes; the whole text is never needed."""
    text, found, _ = readings(1)
    single = [one.places[0] for one in found[1:] if " " not in text[slice(*one.places[0])]]
    assert sorted(text[a:b] for a, b in set(single)) == sorted(
        LINES[1].text.replace(".", "").split()
    )
    assert len(found) > 1 + len(set(single))


def test_a_cue_that_is_left_out_counts_no_more() -> None:
    """Without the cue's own word the code loses more than without any other."""
    text, found, _ = readings(2)
    chances = {text[a:b]: one.chances["trust"] for one in found[1:] for a, b in one.places[:1]}
    assert min(chances, key=lambda word: chances[word]) == "trusted"
    assert chances["trusted"] < 0.5 * found[0].chances["trust"]


def test_what_is_not_coded_is_not_read() -> None:
    """An interviewer's question has no readings."""
    assert readings(0)[1] == []


def test_the_command_shows_reasons_and_what_they_hang_on(tmp_path: Path) -> None:
    """Every code of a segment comes with its quote and with probabilities read again."""
    (tmp_path / "a.txt").write_text("I: So?\nP: We trusted the warden with every key.\n")
    pipeline.run([str(tmp_path / "a.txt")], tmp_path / "r", tagger="full")
    with Study.open(tmp_path / "r" / "study.relcode") as study:
        (source,) = study.sources()
        segment = next(one.id for one in study.segments(source.id) if one.speaker == "P")
    shown = CliRunner().invoke(COMMAND, [segment, "--study", str(tmp_path / "r")])
    assert shown.exit_code == 0, shown.output
    for part in ("trust (positive", "read again: ", "without “trusted”"):
        assert part in shown.output
