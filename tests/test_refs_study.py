"""References in a study: exports added in any order, merges listed, taken apart and remembered."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from relcode import refs
from relcode.cli import cli
from relcode.errors import RelcodeError, StudyError
from relcode.refs.write import ris
from relcode.study import Study
from small_study import book
from written_refs import BIB, CSV, NBIB, RIS, references

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from relcode.reference import Reference


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """An empty study."""
    return Study.create(tmp_path / "study.relcode", book())


@pytest.fixture
def exports(tmp_path: Path) -> list[Path]:
    """Four exports that all hold one paper, and three other works between them."""
    paths = []
    for name, text in {"a.ris": RIS, "b.nbib": NBIB, "c.bib": BIB, "d.csv": CSV}.items():
        paths.append(tmp_path / name)
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def test_exports_become_works(study: Study, exports: list[Path]) -> None:
    """Seven records of four exports are four works; the paper keeps its key and its PMID."""
    came = refs.add(study.library, exports)
    works = refs.all_works(study.library)
    assert [(one.records, one.new) for one in came] == [(2, 2), (2, 2), (1, 1), (2, 2)]
    assert len(works) == 4
    paper = next(work for work in works if len(work.records) == 4)
    assert (paper.reference.key, paper.reference.pmid) == ("brook2019", "31234567")
    assert paper.reference.volume == "12"
    assert len(paper.merges) == 3
    assert study.library.places()[paper.records[0].id][0][1] == 1


def test_added_one_by_one_or_at_once(tmp_path: Path, exports: list[Path]) -> None:
    """Exports that come months apart, in any order, and twice, give the works of all at once."""
    with Study.create(tmp_path / "one.relcode", book()) as one:
        refs.add(one.library, exports)
        at_once = refs.all_works(one.library)
    with Study.create(tmp_path / "two.relcode", book()) as two:
        for path in [*reversed(exports), exports[0]]:
            refs.add(two.library, [path])
        assert refs.all_works(two.library) == at_once


@settings(max_examples=15)
@given(found=references, cut=st.integers(0, 14))
def test_two_exports_in_any_order(
    found: list[Reference], cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A, then B, then A again is B, then A; records are never lost."""
    folder = tmp_path_factory.mktemp("order")
    paths = []
    for name, part in (("a.ris", found[:cut]), ("b.ris", found[cut:])):
        if part:
            paths.append(folder / name)
            paths[-1].write_bytes("".join(ris(part)).encode())
    works = []
    for name, order in (("one", [*paths, *paths]), ("two", list(reversed(paths)))):
        with Study.create(folder / f"{name}.relcode", book()) as study:
            for path in order:
                refs.add(study.library, [path])
            works.append(refs.all_works(study.library))
            assert sum(one.records for one in study.library.exports()) == len(found)
    assert works[0] == works[1]


def test_files_are_kept_as_they_came(study: Study, exports: list[Path]) -> None:
    """Every export can be had again byte by byte, with its problems; nothing is changed or lost."""
    broken = exports[0].with_name("broken.ris")
    broken.write_bytes(b"TY  - JOUR\r\nTI  - Cut \xff o")
    refs.add(study.library, [broken])
    (one,) = study.library.exports()
    assert study.library.content(one.sha256) == broken.read_bytes()
    assert "breaks off" in one.problems[0].what
    path = study.path
    study.close()
    with closing(sqlite3.connect(path)) as raw:
        for statement in ("UPDATE reference SET content = ''", "DELETE FROM reference"):
            with pytest.raises(sqlite3.IntegrityError, match="reference is"):
                raw.execute(statement)


def test_what_is_split_stays_split(study: Study, exports: list[Path]) -> None:
    """A record taken out of its work stays out when more exports come, until it is merged."""
    refs.add(study.library, exports[:2])
    paper = next(work for work in refs.all_works(study.library) if len(work.records) == 2)
    out, stays = (one.id for one in paper.records)
    refs.split(study.library, [out], "Ana")
    assert len(refs.all_works(study.library)) == 4
    refs.add(study.library, exports[2:])
    works = refs.all_works(study.library)
    held = [{one.id for one in work.records} for work in works]
    assert not any({out, stays} <= ids for ids in held)
    merged = refs.merge(study.library, [out, stays], "Ana")
    assert {out, stays} <= {one.id for one in merged.records}
    assert [one.same for one in study.library.rulings()] == [False, True]
    path = study.path
    study.close()
    with (
        closing(sqlite3.connect(path)) as raw,
        pytest.raises(sqlite3.IntegrityError, match="never taken away"),
    ):
        raw.execute("DELETE FROM reference_ruling")


def test_works_that_nothing_connects_are_merged_by_a_person(
    study: Study, exports: list[Path]
) -> None:
    """People may merge what no rule would, and take it apart again."""
    refs.add(study.library, exports[:1])
    ids = [work.id for work in refs.all_works(study.library)]
    work = refs.merge(study.library, ids)
    assert len(work.records) == 2
    assert work.merges[0].rule == "person"
    refs.split(study.library, ids[:1])
    assert len(refs.all_works(study.library)) == 2
    with pytest.raises(RelcodeError, match="all that this work has"):
        refs.split(study.library, ids[:1])
    with pytest.raises(RelcodeError, match="no reference's id"):
        refs.merge(study.library, ["zz", ids[0]])


def test_two_studies_become_one(tmp_path: Path, exports: list[Path]) -> None:
    """Merging studies brings references, exports and rulings together, each once."""
    for name, paths in (("one", exports[:2]), ("two", exports[1:])):
        with Study.create(tmp_path / f"{name}.relcode", book()) as study:
            refs.add(study.library, paths)
            if name == "two":
                paper = max(refs.all_works(study.library), key=lambda work: len(work.records))
                refs.split(study.library, [paper.records[0].id])
    for _ in range(2):
        run("merge", tmp_path / "two.relcode", "--study", tmp_path / "one.relcode")
    with Study.open(tmp_path / "one.relcode") as study:
        assert len(study.library.exports()) == 4
        assert study.library.count() == 7
        assert len(study.library.rulings()) == 2
        assert len(refs.all_works(study.library)) == 5


def run(*words: object, code: int = 0) -> Result:
    """What the command prints; it must end with that code."""
    done = CliRunner().invoke(cli, [str(word) for word in words])
    if done.exception and not isinstance(done.exception, SystemExit | RelcodeError):
        raise done.exception
    assert done.exit_code == code, done.output
    return done


def test_the_commands(study: Study, exports: list[Path]) -> None:
    """add, list, duplicates, split, merge and export do what they say."""
    study.close()
    at = ("--study", study.path)
    bad = exports[0].with_name("notes.txt")
    bad.write_text("Dear all")
    done = run("refs", "add", *exports, bad, *at, code=3)
    assert "a.ris: 2 records, 2 new" in done.output
    assert "7 records in the study are 4 works" in done.output
    assert "refused:" in done.output
    assert "added before" in run("refs", "add", exports[0], *at).output
    assert "4 works of 7 records" in run("refs", "list", *at).output
    rows = [json.loads(line) for line in run("refs", "list", "--json", *at).output.splitlines()]
    paper = next(row for row in rows if row["records"] == 4)
    assert paper["files"] == "a.ris; b.nbib; c.bib; d.csv"
    table = exports[0].with_name("merges.csv")
    listed = run("refs", "duplicates", "--csv", table, *at).output
    assert "3 merges" in listed
    with table.open(encoding="utf-8-sig", newline="") as file:
        merges = list(csv.DictReader(file))
    assert {row["rule"] for row in merges} <= {"DOI", "PMID", "title"}
    assert run("refs", "split", paper["id"][:8], *at).output.startswith("1 taken out")
    assert "5 works" in run("refs", "list", *at).output
    other = next(row["first"] for row in merges if row["first"] != paper["id"])
    assert "one work of 4 records" in run("refs", "merge", paper["id"], other, *at).output


def test_export_writes_each_form_once(study: Study, exports: list[Path]) -> None:
    """BibTeX, RIS and CSV hold each work once, with its key; a file is not written over."""
    refs.add(study.library, exports)
    study.close()
    folder = exports[0].parent
    for name in ("out.bib", "out.ris", "out.csv"):
        run("refs", "export", "-o", folder / name, "--study", study.path)
        back = refs.parse(folder / name).references
        assert len(back) == 4
        assert "brook2019" in {one.key for one in back}
        assert len({one.key for one in back}) == 4
    done = CliRunner().invoke(
        cli, ["refs", "export", "-o", str(folder / "out.bib"), "--study", str(study.path)]
    )
    assert isinstance(done.exception, RelcodeError)


def test_without_a_study_or_a_readable_file(tmp_path: Path, study: Study) -> None:
    """Both are one clear error."""
    study.close()
    (tmp_path / "empty.ris").write_bytes(b"")
    for path, kind in ((tmp_path / "none.relcode", StudyError), (study.path, RelcodeError)):
        words = ["refs", "add", str(tmp_path / "empty.ris"), "--study", str(path)]
        assert isinstance(CliRunner().invoke(cli, words).exception, kind)
