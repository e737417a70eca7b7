"""The whole way, from files to workbook, does what is new, loses nothing and survives anything."""

from __future__ import annotations

import csv
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from relcode import pipeline
from relcode.errors import RelcodeError
from relcode.study import Study

if TYPE_CHECKING:
    from pathlib import Path

INTERVIEW = """Interviewer: How did it start?

Ana: She put us in touch with the council. After that we trusted each other.

Interviewer: And later?

Ana: They had decided everything without us. It rained all week.
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two small texts."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "ana.txt").write_text(INTERVIEW, encoding="utf-8")
    (folder / "ben.txt").write_text(INTERVIEW.replace("Ana", "Ben"), encoding="utf-8")
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def relcode(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command, run as a user would."""
    command = [sys.executable, "-c", "from relcode.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_run_writes_a_study_a_workbook_and_two_tables(corpus: Path, tmp_path: Path) -> None:
    """One call makes the four files, and every segment stands in segments.csv."""
    results = tmp_path / "results"
    outcome = pipeline.run([str(corpus)], results)
    assert sorted(path.name for path in results.iterdir() if path.suffix != "") == [
        "codings.csv",
        "review.xlsx",
        "segments.csv",
        "study.relcode",
    ]
    assert outcome.read == ["ana.txt", "ben.txt"]
    with Study.open(results / "study.relcode") as study:
        assert len(rows(results / "segments.csv")) == study.counts().segments
    codes = Counter(row["code"] for row in rows(results / "codings.csv"))
    assert codes["trust"] == 2
    assert all(row["probability"] == "" for row in rows(results / "codings.csv"))


def test_no_quote_is_generated(demo: Path, tmp_path: Path) -> None:
    """The text in every row of every table is the slice of the stored source that it names."""
    results = tmp_path / "results"
    pipeline.run([str(demo)], results)
    with Study.open(results / "study.relcode") as study:
        texts = {source.name: source.text for source in study.sources()}
    for table in ("segments.csv", "codings.csv"):
        found = rows(results / table)
        assert len(found) > 100
        for row in found:
            piece = texts[row["source"]][int(row["start"]) : int(row["end"])]
            assert row["text"].removeprefix("'") == piece or row["text"] == piece


def test_a_second_run_does_nothing(corpus: Path, tmp_path: Path) -> None:
    """Unchanged inputs are not read, tagged or written again."""
    pipeline.run([str(corpus)], tmp_path / "r")
    stamps = {path: path.stat().st_mtime_ns for path in (tmp_path / "r").glob("*.[cx]*")}
    outcome = pipeline.run([str(corpus)], tmp_path / "r")
    assert outcome.idle
    assert outcome.unchanged == ["ana.txt", "ben.txt"]
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps


def test_one_changed_file_is_one_file_of_work(corpus: Path, tmp_path: Path) -> None:
    """Only the file whose content changed is read and tagged again, and the old text goes."""
    pipeline.run([str(corpus)], tmp_path / "r")
    (corpus / "ben.txt").write_text(INTERVIEW.replace("Ana", "Bo"), encoding="utf-8")
    outcome = pipeline.run([str(corpus)], tmp_path / "r")
    assert outcome.read == outcome.tagged == ["ben.txt"]
    assert outcome.unchanged == ["ana.txt"]
    assert {row["speaker"] for row in rows(tmp_path / "r" / "segments.csv")} == {
        "Ana",
        "Bo",
        "Interviewer",
    }


def test_the_same_text_twice_is_read_once(corpus: Path, tmp_path: Path) -> None:
    """A copy under another name adds nothing and is named in the outcome."""
    shutil.copy(corpus / "ana.txt", corpus / "copy of ana.txt")
    outcome = pipeline.run([str(corpus)], tmp_path / "r")
    assert list(outcome.repeats.values()) == ["ana.txt"]
    assert outcome.read == ["ana.txt", "ben.txt"]


def test_two_files_of_one_name_stay_apart(corpus: Path, tmp_path: Path) -> None:
    """Files of the same name in two folders are told apart by their folder."""
    (corpus / "north").mkdir()
    (corpus / "north" / "ana.txt").write_text(INTERVIEW.replace("Ana", "Cy"), encoding="utf-8")
    outcome = pipeline.run([str(corpus)], tmp_path / "r")
    assert sorted(outcome.read) == ["ana.txt", "ben.txt", "north/ana.txt"]


def test_a_bad_file_is_named_and_the_rest_is_done(corpus: Path, tmp_path: Path) -> None:
    """A broken file ends as a line in the summary and exit code 3; also when nothing changed."""
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "broken.docx").write_bytes(b"PK\x03\x04 no more than this")
    for _ in range(2):
        done = relcode("run", str(corpus), "-o", "r", cwd=tmp_path)
        assert done.returncode == 3, done.stderr
        assert "empty.txt" in done.stdout
        assert "broken.docx" in done.stdout
        assert "Traceback" not in done.stdout + done.stderr
    assert {row["source"] for row in rows(tmp_path / "r" / "segments.csv")} == {
        "ana.txt",
        "ben.txt",
    }


def test_an_edited_workbook_is_never_overwritten(corpus: Path, tmp_path: Path) -> None:
    """A workbook that a reviewer has saved is kept under another name when a new one is due."""
    pipeline.run([str(corpus)], tmp_path / "r")
    (tmp_path / "r" / "review.xlsx").write_bytes(b"what a reviewer saved")
    (corpus / "ben.txt").unlink()
    (corpus / "cy.txt").write_text(INTERVIEW.replace("Ana", "Cy"), encoding="utf-8")
    outcome = pipeline.run([str(corpus)], tmp_path / "r")
    assert outcome.gone == ["ben.txt"]
    (kept,) = outcome.kept
    assert kept.read_bytes() == b"what a reviewer saved"
    assert (tmp_path / "r" / "review.xlsx").stat().st_size > 5000


def test_results_are_never_inputs(corpus: Path) -> None:
    """Results written into the input folder, or below it, are not read by the next run."""
    (corpus / "notes.key").write_bytes(b"PK")
    for folder in (corpus, corpus / "deep" / "results"):
        for _ in range(2):
            outcome = pipeline.run([str(corpus)], folder)
        assert outcome.idle
        assert outcome.unchanged == ["ana.txt", "ben.txt"]
        assert outcome.passed_over == {".key": 1}
        for name in ("study.relcode", "review.xlsx", "segments.csv", "codings.csv"):
            (folder / name).unlink()


def test_stages_are_single_commands(corpus: Path, tmp_path: Path) -> None:
    """init, read, tag and export give the same tables as run."""
    for arguments in (["init"], ["read", str(corpus)], ["tag"], ["export", "-o", "out"]):
        done = relcode(*arguments, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    pipeline.run([str(corpus)], tmp_path / "r")
    for table in ("segments.csv", "codings.csv"):
        one, two = rows(tmp_path / "out" / table), rows(tmp_path / "r" / table)
        for row in [*one, *two]:
            row.pop("made_at", None)
        assert one == two


def test_the_interviewer_can_be_named(corpus: Path, tmp_path: Path) -> None:
    """Turns of a speaker named with --interviewer carry no codes."""
    done = relcode("run", str(corpus), "-o", "r", "--interviewer", "Ana", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    coded = {row["segment_id"] for row in rows(tmp_path / "r" / "codings.csv")}
    spoken = {
        row["segment_id"]
        for row in rows(tmp_path / "r" / "segments.csv")
        if row["speaker"] == "Ana"
    }
    assert coded
    assert not coded & spoken


def test_another_codebook_recodes_without_reading(corpus: Path, tmp_path: Path) -> None:
    """Giving another codebook tags everything anew; the texts are not read again."""
    pipeline.run([str(corpus)], tmp_path / "r")
    content = files("relcode.codebooks").joinpath("relational.yaml").read_text("utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(content.replace("name: relcode-relational", "name: mine", 1), encoding="utf-8")
    outcome = pipeline.run([str(corpus)], tmp_path / "r", book=own)
    assert (outcome.read, outcome.tagged) == ([], ["ana.txt", "ben.txt"])


def test_an_input_that_matches_nothing_is_an_error(tmp_path: Path) -> None:
    """A misspelt path ends before anything is made."""
    with pytest.raises(RelcodeError, match="nowhere"):
        pipeline.run([str(tmp_path / "nowhere")], tmp_path / "r")
    assert not (tmp_path / "r").exists()


def test_another_language_is_said_and_not_tagged(corpus: Path, tmp_path: Path) -> None:
    """A German text is read and segmented, and gets no code from English cues."""
    german = (
        "Interviewerin: Wie hat es angefangen, und wer war damals dabei?\n\n"
        "Frau Weber: Am Anfang kannten wir uns kaum, aber das Vertrauen ist mit den Monaten "
        "gewachsen. Das Team hat jede Woche telefoniert, und die Partner waren zufrieden.\n"
    )
    (corpus / "weber.txt").write_text(german, encoding="utf-8")
    outcome = pipeline.run([str(corpus)], tmp_path / "r")
    assert outcome.foreign == {"weber.txt": "de"}
    assert "weber.txt" in {row["source"] for row in rows(tmp_path / "r" / "segments.csv")}
    assert "weber.txt" not in {row["source"] for row in rows(tmp_path / "r" / "codings.csv")}


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL], ids=["ctrl-c", "kill"])
def test_a_stopped_run_is_completed_by_the_next(stop: int, demo: Path, tmp_path: Path) -> None:
    """Stopped at several moments, a run leaves a study that the next run completes."""
    whole = tmp_path / "whole"
    pipeline.run([str(demo)], whole)
    script = "from relcode.cli import main; main()"
    for delay in (0.3, 0.8, 1.2, 1.6, 2.0, 2.6):
        command = [sys.executable, "-c", script, "run", str(demo), "-o", "part", "-q"]
        with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as process:
            time.sleep(delay)
            os.kill(process.pid, stop)
    pipeline.run([str(demo)], tmp_path / "part")
    assert not list((tmp_path / "part").glob("*.new"))
    for table in ("segments.csv", "codings.csv"):
        one, two = rows(whole / table), rows(tmp_path / "part" / table)
        for row in [*one, *two]:
            row.pop("made_at", None)
        assert one == two


def test_who_was_named_for_an_interviewer_is_remembered(corpus: Path, tmp_path: Path) -> None:
    """A second run need not name the interviewer again, and the summary says who asks."""
    done = relcode("run", str(corpus), "-o", "r", "--interviewer", "Ana", cwd=tmp_path)
    assert "interviewers         Ana" in done.stdout
    (corpus / "more.txt").write_text("A note that was added later.", encoding="utf-8")
    again = relcode("run", str(corpus), "-o", "r", cwd=tmp_path)
    assert "read 1," in again.stdout
    assert "interviewers         Ana" in again.stdout
