"""What a language model has answered is kept: a run that broke off goes on where it was."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from llm_server import Model, Reply, serving
from llm_study import CODES, IDA, SAID, SHOWN, by_llm, make, quotes, relcode, tag
from relcode.llm.cache import cache_path
from relcode.study import Study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def model() -> Model:
    """A model that reads what the people show, and invents one quote."""
    return Model(CODES)


@pytest.fixture
def url(model: Model) -> Iterator[str]:
    """The address of its server."""
    with serving(model) as address:
        yield address


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small study beside its files."""
    place = tmp_path_factory.mktemp("made")
    make(place)
    return place


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of the study."""
    return shutil.copytree(made, tmp_path / "copy") / "r"


def test_what_was_answered_is_never_asked_again(folder: Path, url: str, model: Model) -> None:
    """Another tagger in between costs nothing, and of a changed text only what is new is sent."""
    assert by_llm(folder, url, "--yes").code == 0
    first = quotes(folder)
    assert tag(folder, "--tagger", "cues").code == 0
    assert quotes(folder) != first
    back = tag(folder, "--tagger", "llm")
    assert (back.code, back.err, len(model.questions)) == (0, "", 2)
    assert quotes(folder) == first
    path = folder.parent / "ida.txt"
    text = path.read_text(encoding="utf-8").replace("tomato", "leek")
    path.write_text(text, encoding="utf-8")
    done = relcode("run", str(path), "-o", str(folder))
    assert done.code == 3, "a run asks nobody"
    assert "ida.txt: 2 of its segments have no answer of llm.m:8b yet" in done.out
    assert len(model.questions) == 2
    assert tag(folder, "--yes").code == 0
    assert [text.partition(": ")[2] for text in model.asked[7:]] == [
        "The soup was leek that day.",
        SAID[2],
    ], "the changed segment, and the one it is context of"
    assert quotes(folder) == first


def test_a_killed_run_goes_on_where_it_was(folder: Path, url: str, model: Model) -> None:
    """What was answered before the kill is kept, and is not asked again."""
    slow = 30.0
    model.first = [model.well, lambda question: model.well(question, wait=slow)]
    arguments = ["--tagger", "llm", "--endpoint", url, "--model", "m", "--yes"]
    script = "from relcode.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", script, "tag", "--study", str(folder), *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        until = time.monotonic() + 20
        while len(model.questions) < 2 and time.monotonic() < until:
            time.sleep(0.02)
        os.kill(running.pid, signal.SIGKILL)
    assert len(model.questions) == 2
    done = tag(folder, *arguments)
    assert done.code == 0
    assert "3 segments (23 words) of 1 source" in done.err
    assert len(model.questions) == 3
    assert quotes(folder) == [*IDA, SHOWN]


def test_the_budget_stops_it_and_the_same_command_goes_on(
    folder: Path, url: str, model: Model
) -> None:
    """What the budget does not allow for is told, and asked about the next time."""
    cued = [one for one in quotes(folder) if one[2] not in SAID]
    done = by_llm(folder, url, "--yes", "--budget", "10000")
    assert done.code == 3
    assert "the budget of tokens does not allow for more" in done.out
    assert "kit.txt: 3 of its segments have no answer of llm.m:8b yet" in done.out
    assert len(model.questions) == 1
    assert quotes(folder)[:3] == IDA
    assert quotes(folder)[3:] == cued[len(cued) - len(quotes(folder)[3:]) :]
    done = tag(folder, "--yes")
    assert (done.code, len(model.questions)) == (0, 2)
    assert quotes(folder) == [*IDA, SHOWN]


def test_a_segment_without_an_answer_is_not_taken_for_uncoded(
    folder: Path, url: str, model: Model
) -> None:
    """A source with such a segment is told, keeps its other codes, and is asked about again."""

    def spoilt(question: dict[str, Any]) -> Reply:
        bad = "tomato" in question["messages"][-1]["content"].rpartition("\n[")[2]
        bad = bad or len(re.findall(r"^\[", question["messages"][-1]["content"], re.MULTILINE)) > 1
        return Reply('{"units": [') if bad else model.well(question)

    model.always = spoilt
    done = by_llm(folder, url, "--yes")
    assert done.code == 3
    assert "ida.txt: 1 of its segments have no answer of llm.m:8b yet" in done.out
    assert quotes(folder) == [*IDA, SHOWN]
    model.always = None
    sent = len(model.asked)
    assert tag(folder, "--yes").code == 0
    assert [text.partition(": ")[2] for text in model.asked[sent:]] == [SAID[1]]
    assert tag(folder).err == ""


def test_a_server_that_fails_leaves_the_study_as_it_was(
    folder: Path, url: str, model: Model
) -> None:
    """One line says what is wrong; suggestions, and the tagger that runs use, stay."""
    model.always = lambda _: Reply(status=404, body=b'{"error": {"message": "no model m:8b"}}')
    before = quotes(folder)
    done = by_llm(folder, url, "--yes")
    assert done.code == 1
    assert re.search(
        r"^relcode: http://\S+: the server answers 404: no model m:8b; check",
        done.err,
        re.MULTILINE,
    )
    assert "Traceback" not in done.err
    assert quotes(folder) == before
    with Study.open(folder) as study:
        assert study.get("tagger", "cues") == "cues"


def test_a_broken_cache_is_told(folder: Path, url: str) -> None:
    """A file of answers that is none can be moved away."""
    with Study.open(folder) as study:
        path = cache_path(study.path)
    path.write_bytes(b"not a database, though long enough to be taken for one" * 40)
    done = by_llm(folder, url, "--yes")
    assert (done.code, "move the file away" in done.err) == (1, True)
    path.unlink()
    assert by_llm(folder, url, "--yes").code == 0
    with sqlite3.connect(path) as database:
        kept = str(database.execute("SELECT * FROM answer").fetchall())
    assert "leave the keys" in kept
    assert "night warden" not in kept, "quotes are kept, not texts"
