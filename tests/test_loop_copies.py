"""What the review loop promises while texts change, codebooks change, and copies are merged."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from changing import book, decide, on, passing_time, stand, study_with
from relcode import pipeline
from relcode.ledger import Decided, Returned
from relcode.review import questions
from relcode.review.corrections import apply
from relcode.review.migrate import apply as change_codebook
from relcode.review.order import Order
from relcode.review.out import send
from relcode.review.reanchor import catch_up
from relcode.rounds import token
from relcode.study import Study
from relcode.terms import Coding, Entry, Round, Sheet, Span
from returned_sheets import Sent, rows_of
from test_reanchor import BEFORE, FIRST, change, decided, decision, run, segment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OTHER = "Something else entirely was said here today."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one transcript, read into a study."""
    (tmp_path / "talk.txt").write_text(FIRST, encoding="utf-8")
    run(tmp_path)
    return tmp_path


@pytest.fixture
def study(folder: Path) -> Iterator[Study]:
    """The study, with three decisions by Ana, one of them on two words."""
    with Study.open(folder / "study.relcode") as opened:
        start = FIRST.index("the keys")
        take(
            opened,
            decision(segment(opened, "tenants"), "power"),
            decision(segment(opened, "council"), "trust"),
            decision(segment(opened, "keys"), "resources", (Span(start, start + 8),)),
        )
        yield opened


def take(study: Study, *codings: Coding, coder: str = "Ana", name: str = "blind-1") -> None:
    """Store codes as if they came in by a blind round."""
    made = study.rounds.add(Round(name, "blind", 1, study.codebook_hash))
    sheet = Sheet(token(study.id, made, coder), name, coder)
    study.rounds.send(sheet, [])
    rows = [Decided(replace(coding, coder=coder)) for coding in codings]
    study.ledger.take(Entry(sheet.id, f"{name}.csv", f"sha {name} {coder}"), Returned(rows))


@contextmanager
def copy_of(study: Study, name: str) -> Iterator[Study]:
    """A copy of a study in a file of that name beside it."""
    path = study.path.with_name(name)
    study.backup(path)
    with Study.open(path) as copied:
        yield copied


@pytest.mark.parametrize("again", [FIRST.strip(), f"Well. {FIRST.strip()}"])
def test_words_that_come_back_are_coded_again(study: Study, folder: Path, again: str) -> None:
    """Decisions that a text had no words for stand again once a later text has them."""
    change(folder, FIRST.strip(), OTHER)
    assert decided(study) == {}
    change(folder, OTHER, again)
    assert decided(study) == BEFORE


def test_an_old_text_may_come_by_another_file(study: Study, folder: Path) -> None:
    """A text that another one took the place of counts again when a second file holds it."""
    change(folder, "We lost", "It rained. We lost")
    (folder / "copy.txt").write_text(FIRST, encoding="utf-8")
    pipeline.run([str(folder / "copy.txt")], folder)
    assert len(study.source_ids()) == 2


def test_quoted_words_outlive_their_sentence(study: Study, folder: Path) -> None:
    """A decision on some words stays on them when the sentence around them is edited."""
    outcome = change(folder, "twice", "thrice")
    assert not outcome.unplaced
    assert decided(study) == BEFORE


def test_a_code_renamed_meanwhile_stays_renamed(study: Study, folder: Path) -> None:
    """Going back to an earlier text does not bring back the code that was renamed since."""
    change(folder, "We lost", "It rained. We lost")
    used = study.codebook()
    codes = [
        code.model_copy(update={"id": "dominance", "formerly": ("power",)})
        if code.id == "power"
        else code
        for code in used.codes
    ]
    change_codebook(study, used.model_copy(update={"codes": tuple(codes), "version": "99"}))
    change(folder, "It rained. We lost", "We lost")
    assert decided(study).keys() == {"dominance", "resources", "trust"}


def test_words_said_twice_keep_their_order(tmp_path: Path) -> None:
    """Of equal sentences each keeps its own decisions when much is put in before them."""
    between = " ".join(f"We rowed to island number {n} and back again." for n in range(10))
    before = " ".join(f"It rained on day number {n} of that long summer." for n in range(10))
    text = f"Yes. {between} Yes. The end came soon."
    path = tmp_path / "talk.txt"
    path.write_text(text, encoding="utf-8")
    run(tmp_path)
    with Study.open(tmp_path / "study.relcode") as study:
        take(study, decision(agreed(study)[1], "trust"))
        path.write_text(f"{before} {text}", encoding="utf-8")
        run(tmp_path)
        (source,) = study.source_ids()
        assert [one.segment for one in study.ledger.decisions(source)] == [agreed(study)[1]]


def agreed(study: Study) -> list[str]:
    """The segments that say yes."""
    (source,) = study.source_ids()
    text = study.source(source).text
    return [one.id for one in study.segments(source) if text[one.start : one.end] == "Yes."]


def test_a_sheet_may_come_back_after_the_text_changed(folder: Path) -> None:
    """What a sheet says of a text that changed while it was out moves with its words."""
    with Study.open(folder / "study.relcode") as study:
        path = folder / "sheet.csv"
        send(study, Order(coders=("Ana",), blind=True), path)
        sheet = Sent(study, path, rows_of(path))
        change(folder, "We lost", "It rained. We lost")
        texts = [row[sheet.column("text")] for row in sheet.rows[2:]]
        place = next(number for number, text in enumerate(texts) if "keys" in text)
        cells = (("code_1", "resources"), ("valence_1", "negative"), ("status", "done"))
        back = sheet.with_cells(*((place, key, text) for key, text in cells))
        assert not apply([back], study)[0].questions
        assert decided(study) == {"resources": "We lost the keys twice."}


def test_a_colleague_may_code_the_older_text(study: Study, folder: Path) -> None:
    """Codes given in a copy whose text is older come over to the words in the newer text."""
    with copy_of(study, "copy.relcode") as copied:
        take(copied, decision(segment(copied, "keys"), "voice"), coder="Ben", name="blind-2")
        change(folder, "We lost", "It rained. We lost")
        study.merge(copied)
        catch_up(study)
        assert decided(study) == {**BEFORE, "voice": "We lost the keys twice."}
        merged = copied.merge(study)
        catch_up(copied)
        assert merged.replaced == ["talk.txt"]
        assert len(copied.source_ids()) == 1
        assert decided(copied) == decided(study)


@contextmanager
def elsewhere(study: Study, text: str) -> Iterator[Study]:
    """A colleague's study, in a folder of its own, of a file of that name and with that text."""
    folder = study.path.parent / "colleague"
    folder.mkdir()
    (folder / "talk.txt").write_text(text, encoding="utf-8")
    run(folder)
    with Study.open(folder / "study.relcode") as opened:
        yield opened


def test_a_file_may_come_to_the_text_that_a_merge_brought(study: Study, folder: Path) -> None:
    """A file that changes to a text of the other study has its old text succeeded by that one."""
    with elsewhere(study, FIRST.replace("We lost", "It rained. We lost")) as other:
        study.merge(other)
        assert len(study.source_ids()) == 2
        outcome = change(folder, "We lost", "It rained. We lost")
        assert len(outcome.repeats) == 1
        assert study.source_ids() == other.source_ids()
        assert decided(study) == BEFORE


def test_words_that_the_text_of_a_merge_lacks_are_named(study: Study, folder: Path) -> None:
    """What was decided on words that the other study's text does not have is listed."""
    with elsewhere(study, FIRST.replace("We lost the keys twice. ", "")) as other:
        study.merge(other)
        outcome = change(folder, "We lost the keys twice. ", "")
        assert list(outcome.unplaced.values()) == ["the keys"]
        assert decided(study) == {code: BEFORE[code] for code in ("power", "trust")}


def test_a_file_that_is_not_there_holds_no_text(study: Study, folder: Path) -> None:
    """The file from which a colleague read the same text does not keep the old one in force."""
    with elsewhere(study, FIRST) as other:
        study.merge(other)
        (other.path.parent / "talk.txt").unlink()
        change(folder, "We lost", "It rained. We lost")
        assert len(study.source_ids()) == 1
        assert decided(study) == BEFORE


def test_a_colleagues_older_file_may_be_read(study: Study, folder: Path) -> None:
    """A file whose text was succeeded here counts only when it is read here, and may be gone."""
    with elsewhere(study, FIRST) as other:
        change(folder, "We lost", "It rained. We lost")
        study.merge(other)
        path = other.path.parent / "talk.txt"
        assert len(study.source_ids()) == 1
        assert not pipeline.run([str(folder / "talk.txt")], folder).skipped
        assert pipeline.run([str(path)], folder).read == ["colleague/talk.txt"]
        path.unlink()
        assert not pipeline.run([str(folder / "talk.txt")], folder).skipped


def test_two_copies_may_make_rounds_of_one_name(study: Study) -> None:
    """Rounds of the same name from several copies of a study all come over, each by a name."""
    with copy_of(study, "a.relcode") as one, copy_of(study, "b.relcode") as two:
        for each in (study, one, two):
            each.rounds.add(Round("blind-2", "blind", 1, each.codebook_hash))
        for each in (one, two, one, two):
            study.merge(each)
        names = [made.name for made in study.rounds if made.name.startswith("blind-2")]
        assert len(names) == 3


def test_a_codebook_may_be_applied_in_two_copies(tmp_path: Path) -> None:
    """What a coder decided after the codebook changed stands, though a copy changed it later."""
    with passing_time(), study_with(tmp_path, book(trust="")) as one:
        decide(one, "r1", "Ana", on(one, "trust"))
        with copy_of(one, "two.relcode") as two:
            change_codebook(one, book("2", reliance="trust"))
            decide(one, "r2", "Ana", on(one, "reliance", status="rejected"))
            change_codebook(two, book("2", reliance="trust"))
            with copy_of(one, "three.relcode") as three:
                one.merge(two)
                two.merge(three)
            assert stand(one) == stand(two) == {("Ana", "reliance"): "rejected"}
            assert one.merge(two).decisions == 0


def test_questions_may_be_sent_twice(tmp_path: Path) -> None:
    """A sheet of questions is compared with what it showed, though it was sent again since."""
    with study_with(tmp_path, book(trust="", power="")) as study:
        decide(study, "r1", "Ana", on(study, "trust"))
        split = {"trust-a": "trust", "trust-b": "trust", "power": ""}
        asked = change_codebook(study, book("2", **split)).round
        questions.send(study, asked, tmp_path / "first.csv")
        first = Sent(study, tmp_path / "first.csv", rows_of(tmp_path / "first.csv"))
        decide(study, "r2", "Ana", on(study, "power"))
        questions.send(study, asked, tmp_path / "second.csv")
        cells = (("code_1", "trust-a"), ("valence_1", "positive"), ("status", "done"))
        apply([first.with_cells(*((0, key, text) for key, text in cells))], study)
        assert stand(study)["Ana", "power"] == "accepted"
