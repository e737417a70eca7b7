"""A source whose text changed keeps its decisions, at the places of their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relcode import pipeline
from relcode.ledger import Decided, Returned
from relcode.rounds import token
from relcode.study import Study
from relcode.terms import Coding, Entry, Judged, Memo, Own, Round, Sheet, Span, Why

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST = "Nobody asked the tenants. We lost the keys twice. Then the council rang us back.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one transcript, read into a study."""
    (tmp_path / "talk.txt").write_text(FIRST, encoding="utf-8")
    run(tmp_path)
    return tmp_path


@pytest.fixture
def study(folder: Path) -> Iterator[Study]:
    """The study, with decisions, a mark, a memo and an entry in an own column by Ana."""
    with Study.open(folder / "study.relcode") as opened:
        made = opened.rounds.add(Round("blind-1", "blind", 1, opened.codebook_hash))
        sheet = Sheet(token(opened.id, made, "Ana"), "blind-1", "Ana")
        opened.rounds.send(sheet, [])
        one, two, three = (segment(opened, words) for words in ("tenants", "keys", "council"))
        start = FIRST.index("the keys")
        brought = Returned(
            [Decided(decision(one, "power")), Decided(decision(three, "trust"))],
            [Judged(one, "Ana", "done")],
            [Memo(one, "Ana", "who decides?")],
            [Own(three, "Ana", "Mood", "relief")],
        )
        spans = (Span(start, start + len("the keys")),)
        brought.decisions.append(Decided(decision(two, "resources", spans)))
        opened.ledger.take(Entry(sheet.id, "blind.xlsx", "sha"), brought)
        yield opened


def decision(name: str, code: str, spans: tuple[Span, ...] = ()) -> Coding:
    """A code that Ana gave."""
    return Coding(
        name, code, "negative", "none", "reported", "added", "Ana", "", Why(), spans=spans
    )


def segment(study: Study, words: str) -> str:
    """The id of the segment with these words, in the sources that count."""
    for source in study.source_ids():
        text = study.source(source).text
        for one in study.segments(source):
            if words in text[one.start : one.end]:
                return one.id
    raise LookupError(words)


def run(folder: Path) -> pipeline.Outcome:
    """Read the folder's transcript into its study."""
    return pipeline.run([str(folder / "talk.txt")], folder)


def change(folder: Path, old: str, new: str) -> pipeline.Outcome:
    """Edit the transcript and read it again."""
    path = folder / "talk.txt"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return run(folder)


def decided(study: Study) -> dict[str, str]:
    """The words that each code now stands on."""
    found = {}
    for source in study.source_ids():
        text = study.source(source).text
        segments = {one.id: one for one in study.segments(source)}
        for coding in study.ledger.decisions(source):
            one = segments[coding.segment]
            spans = coding.spans or (Span(one.start, one.end),)
            found[coding.code] = " … ".join(text[start:end] for start, end in spans)
    return found


BEFORE = {
    "power": "Nobody asked the tenants.",
    "resources": "the keys",
    "trust": "Then the council rang us back.",
}


def test_decisions_move_with_their_words(study: Study, folder: Path) -> None:
    """Text put before and between moves decisions, spans, marks, memos and own columns along."""
    assert decided(study) == BEFORE
    outcome = change(folder, "We lost", "It rained for a week. We lost")
    assert not outcome.unplaced
    assert len(study.source_ids()) == 1
    assert decided(study) == BEFORE
    (source,) = study.source_ids()
    assert [(m.segment, m.origin) for m in study.ledger.judged(source)] == [
        (segment(study, "tenants"), "blind")
    ]
    assert [memo.text for memo in study.ledger.memos(source)] == ["who decides?"]
    assert [own.segment for own in study.ledger.own(source)] == [segment(study, "council")]
    assert {coding.origin for coding in study.ledger.decisions(source)} == {"blind"}


def test_what_is_gone_is_listed_and_kept(study: Study, folder: Path) -> None:
    """Words that the new text does not have are named, and their decision stays in the history."""
    old = segment(study, "tenants")
    outcome = change(folder, "Nobody asked the tenants.", "All were asked.")
    assert list(outcome.unplaced.values()) == ["Nobody asked the tenants."]
    assert {code: words for code, words in BEFORE.items() if code != "power"} == decided(study)
    assert [event.coding.code for event in study.ledger.history(old)] == ["power"]


def test_the_old_text_brings_all_back(study: Study, folder: Path) -> None:
    """Going back to the first text gives the first places, each decision once."""
    change(folder, "We lost", "Well. We lost")
    change(folder, "Well. We lost", "We lost")
    assert decided(study) == BEFORE
    (source,) = study.source_ids()
    assert len(study.ledger.decisions(source)) == 3
    assert len(study.ledger.memos(source)) == 1
    study.rounds.undo("blind-1")
    assert decided(study) == {}


def test_undoing_reaches_what_was_moved(study: Study, folder: Path) -> None:
    """A round undone after the text changed counts no more at the new places either."""
    change(folder, "We lost", "It rained. We lost")
    study.rounds.undo("blind-1")
    assert decided(study) == {}
    (source,) = study.source_ids()
    assert study.ledger.judged(source) == []
    assert study.ledger.memos(source) == []


def test_a_merged_sentence_is_a_part(study: Study, folder: Path) -> None:
    """A decision on what is now a part of a longer segment is about that part."""
    change(folder, "tenants. We", "tenants, we")
    texts = decided(study)
    assert "power" not in texts or texts["power"].startswith("Nobody asked the tenants")


def test_a_source_that_another_file_gives_stays(study: Study, folder: Path) -> None:
    """Where a second file still holds the old text, nothing is moved."""
    (folder / "copy.txt").write_text(FIRST, encoding="utf-8")
    pipeline.run([str(folder)], folder)
    change(folder, "We lost", "It rained. We lost")
    assert decided(study) == BEFORE
    assert len(study.source_ids()) == 2
