"""Whole runs on odd files, broken settings and full disks: one line each, never a traceback."""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from relcode import pipeline
from relcode import read as reading
from relcode.errors import RelcodeError, StudyError
from relcode.names import readable
from relcode.study import Study

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TALK = """Interviewer: How did the bakery begin?

Ilse: We trusted each other from the first loaf.

Interviewer: And who decided on the price?

Ilse: The council did, without asking anybody who bakes.
"""
SCRIPT = "from relcode.cli import main; main()"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with one sound text."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "ilse.txt").write_text(TALK, encoding="utf-8")
    return folder


def relcode(*arguments: str | bytes, cwd: Path, **setting: str) -> subprocess.CompletedProcess[str]:
    """The command, run as a user would; what it says on both streams stands in `stdout`."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        cwd=cwd,
        env={**os.environ, **setting},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=False,
    )
    said = done.stdout.decode("utf-8", "replace")
    assert "Traceback" not in said, said
    return subprocess.CompletedProcess(done.args, done.returncode, said)


def segments(folder: Path) -> list[dict[str, str]]:
    """The rows of a result folder's segments.csv."""
    with (folder / "segments.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.skipif(sys.platform == "darwin", reason="its file system takes UTF-8 names only")
def test_names_that_are_not_text(corpus: Path, tmp_path: Path) -> None:
    """A file name that is not UTF-8 or holds line ends and controls is read and shown on a line."""
    odd = {b"b\xff.txt": "b\\xff.txt", b"c\n\x1b[31m.txt": "c\\n\\x1b[31m.txt"}
    for number, raw in enumerate(odd):
        talk = TALK.replace("Ilse", f"Olga {number}")
        (corpus / os.fsdecode(raw)).write_text(talk, encoding="utf-8")
    for _ in range(2):
        outcome = pipeline.run([str(corpus)], tmp_path / "r")
    assert sorted(outcome.unchanged) == [*odd.values(), "ilse.txt"]
    assert {row["source"] for row in segments(tmp_path / "r")} == {*odd.values(), "ilse.txt"}


def test_readable_leaves_names_alone() -> None:
    """Names in any script, with blanks and signs, stay as they are."""
    for name in ("Gespräch 2 – Ülkü.docx", "会話.txt", "emoji 😀\u200d.txt", "no\u00a0break.md"):
        assert readable(name) == name


def test_pipes_and_links_do_not_hang_or_hide(corpus: Path, tmp_path: Path) -> None:
    """A pipe is refused, not waited for; a link to nothing or in a circle is named as skipped."""
    os.mkfifo(tmp_path / "pipe.txt")
    (corpus / "gone.txt").symlink_to("nowhere.txt")
    (corpus / "one.txt").symlink_to("two.txt")
    (corpus / "two.txt").symlink_to("one.txt")
    (corpus / "again").symlink_to(".")
    done = relcode("run", "pipe.txt", str(corpus), "-o", "r", cwd=tmp_path)
    assert done.returncode == 3
    assert "pipe.txt: is no file but a pipe" in done.stdout
    assert "gone.txt: leads to no file" in done.stdout
    assert "two.txt: cannot be opened" in done.stdout
    assert "skipped (4)" in done.stdout
    assert {row["source"] for row in segments(tmp_path / "r")} == {"ilse.txt"}


def test_an_empty_name_is_not_this_folder(tmp_path: Path) -> None:
    """An input that a script left empty is an error, not the folder that one is in."""
    with pytest.raises(RelcodeError, match="nothing to read at ''"):
        reading.find([""])
    assert relcode("run", "", "-o", "r", cwd=tmp_path).returncode == 1


@pytest.mark.parametrize("stage", ["source", "segments"])
def test_a_surprise_is_tried_again(
    stage: str, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault that is not the file's skips it for this run only, and never ends the batch."""
    (corpus / "olga.txt").write_text(TALK.replace("Ilse", "Olga"), encoding="utf-8")
    module = pipeline.reading if stage == "source" else pipeline.segmenting
    with monkeypatch.context() as patched:

        def broken(*_: object, **__: object) -> None:
            message = "the disk is full"
            raise OSError(message)

        patched.setattr(module, stage, broken)
        outcome = pipeline.run([str(corpus)], tmp_path / "r")
    assert len(outcome.skipped) == 2
    assert all("the disk is full" in problem for problem in outcome.skipped.values())
    assert pipeline.run([str(corpus)], tmp_path / "r").read == ["ilse.txt", "olga.txt"]


def test_a_broken_codebook_never_gets_into_a_study(corpus: Path, tmp_path: Path) -> None:
    """Cues that cannot be read are refused before a study is made or changed."""
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "name: mine\nversion: '1'\nlanguage: en\ncodes:\n  - id: bread\n    name: Bread\n"
        "    definition: What is baked.\n    cues:\n      strong:\n        - (loaf\n",
        encoding="utf-8",
    )
    for _ in range(2):
        with pytest.raises(RelcodeError, match=r"mine\.yaml:10: bread, strong cue 1"):
            pipeline.run([str(corpus)], tmp_path / "r", book=mine)
        assert not (tmp_path / "r").exists()
    pipeline.run([str(corpus)], tmp_path / "r")
    done = relcode("tag", "--study", "r/study.relcode", "-c", "mine.yaml", cwd=tmp_path)
    assert done.returncode == 1
    with pytest.raises(RelcodeError, match="bread"):
        pipeline.run([str(corpus)], tmp_path / "r", book=mine)
    assert pipeline.run([str(corpus)], tmp_path / "r").idle


def test_another_interviewer_is_written_too(corpus: Path, tmp_path: Path) -> None:
    """Naming another interviewer changes the tables; one who speaks nowhere is said to."""
    pipeline.run([str(corpus)], tmp_path / "r")
    outcome = pipeline.run([str(corpus)], tmp_path / "r", interviewers=["ilse", "Olga"])
    roles = {row["speaker"]: row["speaker_role"] for row in segments(tmp_path / "r")}
    assert roles == {"Ilse": "interviewer", "Interviewer": "participant"}
    assert outcome.unheard == {"Olga": "valid: Ilse, Interviewer"}


def test_two_first_runs_at_once(corpus: Path, tmp_path: Path) -> None:
    """Two runs that make the same study at the same time both end well, and nothing is left."""
    (tmp_path / "more.txt").write_text(TALK.replace("Ilse", "Olga"), encoding="utf-8")
    command = [sys.executable, "-c", SCRIPT, "run", "-q", "-o", "r"]
    runs = [
        subprocess.Popen([*command, name], cwd=tmp_path, stdout=subprocess.DEVNULL)
        for name in (str(corpus), "more.txt")
    ]
    assert [run.wait(60) for run in runs] == [0, 0]
    pipeline.run([str(corpus), str(tmp_path / "more.txt")], tmp_path / "r")
    assert {row["source"] for row in segments(tmp_path / "r")} == {"ilse.txt", "more.txt"}
    assert not [path for path in (tmp_path / "r").iterdir() if path.name.startswith(".")]


def test_a_study_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    """Whoever comes second is told that the study exists, and no part of one is left behind."""
    book = pipeline.sound_book("relational")
    path = tmp_path / "r" / "study.relcode"
    Study.create(path, book).close()
    with pytest.raises(StudyError, match="exists already"):
        Study.create(path, book)
    assert [one.name for one in path.parent.iterdir()] == ["study.relcode"]


def test_a_full_disk_is_one_line(corpus: Path, tmp_path: Path) -> None:
    """A study that does not fit on the disk ends the run with what to do, and leaves nothing."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, "run", str(corpus), "-o", "r"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    assert done.returncode == 1
    assert done.stderr.startswith("relcode: r/study.relcode: cannot be")
    assert done.stderr.count("\n") == 1
    assert list((tmp_path / "r").iterdir()) == []


MISUSES: Mapping[str, tuple[list[str], int, str]] = {
    "folder in a file": (
        ["run", "texts", "-o", "texts/ilse.txt/r"],
        1,
        "the folder cannot be made",
    ),
    "study in a file": (["init", "--study", "texts/ilse.txt/s"], 1, "the folder cannot be made"),
    "not a study": (["search", "x", "--study", "texts/ilse.txt"], 1, "is not a relcode study"),
    "no words": (["search", "", "--study", "s"], 2, "either WORDS or --code"),
    "only a star": (["search", "*", "--study", "s"], 2, "either WORDS or --code"),
    "too sure": (["lessons", "--at-least", "7"], 2, "not in the range"),
    "no command": (["rnu"], 2, "no command 'rnu'; did you mean 'run'?"),
}


@pytest.mark.parametrize(("arguments", "code", "said"), MISUSES.values(), ids=MISUSES)
def test_misuse_is_one_line(
    arguments: list[str], code: int, said: str, corpus: Path, tmp_path: Path
) -> None:
    """A call that cannot work says why, with the exit code of its kind."""
    assert corpus.parent == tmp_path
    done = relcode(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stdout


def test_a_terminal_of_few_signs(corpus: Path, tmp_path: Path) -> None:
    """What the terminal's encoding lacks is shown as "?"; the search goes on."""
    (corpus / "li.txt").write_text("The baker 李 trusted us – “fully”.\n", encoding="utf-8")
    pipeline.run([str(corpus)], tmp_path / "r")
    study = str(tmp_path / "r" / "study.relcode")
    done = relcode("search", "baker", "--study", study, cwd=tmp_path, PYTHONIOENCODING="latin-1")
    assert (done.returncode, "1 passage" in done.stdout) == (0, True)


def test_output_that_nobody_takes(corpus: Path, tmp_path: Path) -> None:
    """A full device or a closed pipe behind the command ends it quietly."""
    pipeline.run([str(corpus)], tmp_path / "r")
    command = [sys.executable, "-c", SCRIPT, "lessons", "r"]
    for shell in ('"$@" > /dev/full', '"$@" | true'):
        done = subprocess.run(
            ["bash", "-c", shell, "bash", *command], cwd=tmp_path, capture_output=True, check=False
        )
        assert b"Traceback" not in done.stderr
