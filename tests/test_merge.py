"""Two people's studies on the same sources become one, with nothing lost and clashes listed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import changing
from relcode.certified import Stored
from relcode.cli import cli
from relcode.errors import StudyError
from relcode.ledger import Decided, Returned
from relcode.rounds import token
from relcode.study import Study
from relcode.terms import Coding, Entry, Judged, Memo, Own, Round, Sheet, Status
from small_study import add, book, codings, interview, report, small_study

if TYPE_CHECKING:
    from collections.abc import Sequence

CODERS = ("Ana", "Ben")
Act = tuple[str, Status, str]


def decide(study: Study, name: str, acts: Sequence[Act], at: str = "") -> None:
    """Make a round, and take in a file of decisions on the first suggestion."""
    base = next(c for source in study.source_ids() for c in study.codings(source))
    made = study.rounds.get(name) or study.rounds.add(
        Round(name, "review", 1, study.codebook_hash, made_at=at)
    )
    for number, (coder, status, code) in enumerate(acts):
        sheet = Sheet(token(study.id, made, coder), name, coder)
        if study.rounds.sheet(sheet.id) is None:
            study.rounds.send(sheet, [])
        decided = Decided(replace(base, coder=coder, status=status, code=code, id=None))
        hung = Returned(
            [decided],
            [Judged(base.segment, coder, "done")],
            [Memo(base.segment, coder, f"{name} {number}")],
            [Own(base.segment, coder, "Mood", str(number))],
        )
        sha = f"{study.path.name} {name} {number}"
        study.ledger.take(Entry(sheet.id, f"{number}.xlsx", sha, at), hung)


def content(study: Study) -> tuple[set[object], set[object], list[object]]:
    """All that people left in a study: every decision, what stands, and what hangs on segments."""
    every, hung = set(), []
    for source in study.source_ids():
        for segment in study.segments(source):
            for event in study.ledger.history(segment.id):
                every.add((replace(event.coding, replaces=None), event.sha256, event.undone_at))
        hung += [
            *study.ledger.judged(source),
            *study.ledger.memos(source),
            *study.ledger.own(source),
        ]
    stand = {
        (c.segment, c.code, c.coder, c.status)
        for s in study.source_ids()
        for c in study.ledger.decisions(s)
    }
    return every, stand, sorted(hung, key=repr)


def test_nothing_is_lost(tmp_path: Path) -> None:
    """Rounds, decisions, marks, memos and own columns of both are there, links and all."""
    with small_study(tmp_path) as here, Study.create(tmp_path / "there.relcode", book()) as there:
        source, segments = interview()
        add(there, "x.txt", source, segments, codings(source, segments))
        decide(here, "review-1", [("Ana", "accepted", "trust")], "2026-01-01")
        decide(
            there,
            "review-1",
            [("Ben", "rejected", "trust"), ("Ben", "added", "power")],
            "2026-01-02",
        )
        before = content(here), content(there)
        merged = here.merge(there)
        after = content(here)
        assert after[0] == before[0][0] | before[1][0]
        assert after[1] == before[0][1] | before[1][1]
        assert merged.decisions == 2
        assert not merged.clashes
        assert list(merged.renamed) == ["review-1"]
        again = here.merge(there)
        assert (again.decisions, again.files, again.rounds, again.sources) == (0, [], [], [])
        assert content(here) == after


def test_sources_come_over(tmp_path: Path) -> None:
    """A source that only the other study has comes over with its segments and suggestions."""
    with small_study(tmp_path) as here, Study.create(tmp_path / "there.relcode", book()) as there:
        source, segments = report("other.pdf")
        words = source.text.replace("season", "winter")
        changed = replace(source, id="s0123456789", text=words)
        moved = [
            replace(one, source=changed.id, id=f"{changed.id}-{one.start}-{one.end}")
            for one in segments
        ]
        add(there, "y.txt", changed, moved, codings(changed, moved))
        merged = here.merge(there)
        assert merged.sources == ["other.pdf"]
        assert here.segments(changed.id) == there.segments(changed.id)
        assert here.codings(changed.id) == there.codings(changed.id)
        assert here.inputs_of(changed.id) == there.inputs_of(changed.id)


def test_a_returned_copy_is_known(tmp_path: Path) -> None:
    """A colleague's copy of the study brings only what came in there since, to the same rounds."""
    with small_study(tmp_path) as here:
        decide(here, "review-1", [("Ana", "accepted", "trust")])
        here.backup(tmp_path / "copy.relcode")
        with Study.open(tmp_path / "copy.relcode") as copy:
            decide(copy, "review-1", [("Ben", "rejected", "trust")])
            copy.rounds.undo("review-1")
            merged = here.merge(copy)
            assert (merged.rounds, merged.decisions) == ([], 1)
            assert merged.undone == ["0.xlsx"]
            assert content(here) == content(copy)


def test_clashes_are_listed_and_the_later_stands(tmp_path: Path) -> None:
    """One coder's differing decisions in two studies are listed; the later stands either way."""
    paths = [tmp_path / "a", tmp_path / "b"]
    for path in paths:
        path.mkdir()
    with small_study(paths[0]) as one, small_study(paths[1]) as two:
        decide(one, "review-1", [("Ana", "rejected", "trust")], "2026-01-01")
        decide(two, "review-2", [("Ana", "accepted", "trust")], "2026-01-02")
        two.backup(tmp_path / "two.relcode")
        first = one.merge(two)
        assert [(c.code, c.here, c.there) for c in first.clashes] == [
            ("trust", "rejected", "in force, negative")
        ]
        with Study.open(paths[0] / "small.relcode") as merged_one:
            two.merge(merged_one)
        assert content(one)[1] == content(two)[1]
        assert {status for *_, status in content(one)[1]} == {"accepted"}


ACTS = st.lists(
    st.tuples(
        st.sampled_from(CODERS),
        st.sampled_from(["accepted", "rejected", "added"]),
        st.sampled_from(["trust", "power"]),
    ),
    max_size=4,
)


@given(ours=ACTS, theirs=ACTS)
@settings(max_examples=25)
def test_merging_either_way_gives_the_same(
    tmp_path_factory: object, ours: list[Act], theirs: list[Act]
) -> None:
    """Here into there holds the same decisions, and the same ones stand, as there into here."""
    folder = Path(tmp_path_factory.mktemp("merge"))  # type: ignore[attr-defined]
    for name in ("a", "b"):
        (folder / name).mkdir()
    with small_study(folder / "a") as one, small_study(folder / "b") as two:
        decide(one, "review-1", ours, "2026-01-01")
        decide(two, "review-1", theirs, "2026-01-02")
        two.backup(folder / "two.relcode")
        with Study.open(folder / "two.relcode") as other:
            one.merge(other)
        with Study.open(folder / "a" / "small.relcode") as other:
            two.merge(other)
        assert content(one) == content(two)
        assert len(content(one)[0]) == len({*map(repr, content(one)[0])})


def test_commands_tell_what_happened(tmp_path: Path) -> None:
    """merge, backup and history say what they did, and where a name is wrong what to do."""
    with small_study(tmp_path) as study:
        decide(study, "review-1", [("Ana", "rejected", "trust")], "2026-01-01")
        segment = next(c for s in study.source_ids() for c in study.codings(s)).segment
    path = str(tmp_path / "small.relcode")

    def run(*words: str) -> str:
        result = CliRunner().invoke(cli, [*words, "--study", path])
        return result.output + (str(result.exception) if result.exception else "")

    assert "wrote" in run("backup", str(tmp_path / "copy.relcode"))
    assert "exists already" in run("backup", str(tmp_path / "copy.relcode"))
    assert "0 decisions came over" in run("merge", str(tmp_path / "copy.relcode"))
    assert "rejected trust" in run("history", segment)
    assert "no such segment" in run("history", "nowhere")
    assert "rejected trust" in run("history", segment[:20])


def test_a_study_is_merged_by_its_file(tmp_path: Path) -> None:
    """Merging with what is no study is refused in one line."""
    with small_study(tmp_path):
        pass
    (tmp_path / "no.relcode").write_text("nothing", encoding="utf-8")
    words = ["merge", str(tmp_path / "no.relcode"), "--study", str(tmp_path / "small.relcode")]
    result = CliRunner().invoke(cli, words)
    assert "is not a relcode study" in str(result.exception)
    assert isinstance(result.exception, Exception)
    assert Coding.__name__ not in result.output


def test_what_was_certified_stays(tmp_path: Path) -> None:
    """Certificates rest on the decisions of one copy: it says that they do not come over."""
    (tmp_path / "there").mkdir()
    with small_study(tmp_path) as here, small_study(tmp_path / "there") as there:
        hashes = there.codebook_hash, "model", "", "decisions"
        there.certified.add(Stored(0.1, 0.05, 0, *hashes, "{}", "[]", "{}", b""))
        words = ["merge", str(there.path), "--study", str(here.path)]
    told = CliRunner().invoke(cli, words).output
    assert "'relcode certify' certifies by the decisions of both" in told
    with Study.open(tmp_path / "small.relcode") as here:
        assert here.certified.latest() == 0


def test_a_coder_is_one_person_in_both(tmp_path: Path) -> None:
    """A name in other case is the same coder: what they said later stands, and a clash is told."""
    (tmp_path / "there").mkdir()
    with small_study(tmp_path) as here, small_study(tmp_path / "there") as there:
        decide(here, "review-1", [("Ana", "accepted", "trust")], "2026-01-01")
        decide(there, "review-2", [("ana", "rejected", "trust")], "2026-01-02")
        merged = here.merge(there)
        assert [clash.coder for clash in merged.clashes] == ["Ana"]
        assert here.ledger.coders() == ["Ana"]
        assert {status for *_, status in content(here)[1]} == {"rejected"}
        assert [sheet.coder for sheet in here.rounds.sheets("review-2")] == ["Ana"]
        before = content(here)
        assert here.merge(there).decisions == 0
        assert content(here) == before


def test_one_codebook_for_both(tmp_path: Path) -> None:
    """Studies in which people decided by different codebooks are not merged; it says what to do."""
    (tmp_path / "there").mkdir()
    with small_study(tmp_path) as here, small_study(tmp_path / "there") as there:
        decide(here, "review-1", [("Ana", "accepted", "trust")])
        decide(there, "review-1", [("Ben", "accepted", "trust")])
        there.use_codebook(changing.book("2", trust=""))
        with pytest.raises(StudyError, match="codebook apply"):
            here.merge(there)
        assert len(here.rounds.entries()) == 1


def test_two_texts_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Where one name has two texts in two studies, it says what the other's is called here."""
    (tmp_path / "there").mkdir()
    with small_study(tmp_path) as here, small_study(tmp_path / "there") as there:
        source, segments = report("season.pdf")
        text = source.text.replace("Quay", "Key!")
        added = replace(source, id="s0123456789", text=text, name="ferry.docx")
        moved = [
            replace(each, id=each.id.replace(source.id, added.id), source=added.id)
            for each in segments
        ]
        add(there, "9.txt", added, moved, [])
        name = f"{there.id[:6]}/ferry.docx"
        words = ["merge", str(there.path), "--study", str(here.path)]
    told = CliRunner().invoke(cli, words).output
    line = f"ferry.docx differs in the two studies; the other's is called {name} here"
    assert line in told
