"""The tagger `llm`: nothing leaves unasked, the key is kept nowhere, its codes are a coder's."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from contracts import check_codings
from llm_server import Model, serving
from llm_study import CODES, IDA, SAID, SHOWN, by_llm, codings, make, quotes, tag
from relcode import codebook, pipeline, tagging
from relcode.cli import asking
from relcode.errors import RelcodeError
from relcode.llm.settings import Settings
from relcode.llm.tagger import Maker
from relcode.study import Study
from tagged import Line, laid_out, relational

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


def test_the_contract_of_taggers(url: str, tmp_path: Path) -> None:
    """Each code stands once on a segment that is coded, in order, with evidence from the text."""
    lines = [
        Line("Who rang us back?", "I", "interviewer"),
        *(Line(text, "A") for text in SAID),
        Line("Nobody ever rang us back.", "A", codable=False),
        Line("…", "A"),
    ]
    source, segments = laid_out(lines, language="de")
    maker = Maker(Settings(url, "m"), tmp_path / "c", may_ask=True)
    made = maker(relational())
    found = list(made.codings(source, segments))
    check_codings(found, source, segments, relational())
    assert [one.code for one in found] == ["trust", "communication", "brokering"]
    assert (maker.name, made.name, made.missed) == ("llm.m", "llm.m", frozenset())
    assert {(one.coder, one.status, one.probability) for one in found} == {
        ("llm.m", "suggested", None)
    }
    assert (found[0].role, found[2].stance) == ("facilitator", "reported")


def test_the_whole_way(folder: Path, url: str, model: Model) -> None:
    """It says what it sends and where, codes the study, counts what it drops, and is idle then."""
    done = by_llm(folder, url, "--yes")
    assert done.code == 0, done.err
    host = url.removesuffix("/v1")
    assert f"to {host} (this machine), for the model m:8b, would be sent:" in done.err
    assert "7 segments (55 words) of 2 sources" in done.err
    assert re.search(r"4 segments  ida\.txt\n +3 segments  kit\.txt\n", done.err)
    assert "the codebook relcode-relational with their definitions" in done.err
    assert "tagged 2" in done.out
    assert "dropped 1 code whose words do not stand in the segment" in done.out
    assert "used about 18,200 tokens" in done.out
    assert quotes(folder) == [*IDA, SHOWN]
    assert {(one.coder, one.tagger) for one in codings(folder)} == {("llm.m:8b", "llm.m:8b")}
    with Study.open(folder) as study:
        marks = set(study.tagged().values())
        assert {mark.split()[0] for mark in marks} == {"llm.m:8b"}
        assert {mark.split()[-1] for mark in marks} == {study.codebook_hash}
    assert "Ida" not in json.dumps(model.questions)
    again = tag(folder)
    assert (again.code, again.err, len(model.questions)) == (0, "", 2)
    assert "tagged 0" in again.out


@pytest.mark.parametrize("before", ["", "llm"])
def test_nothing_is_sent_without_consent(folder: Path, url: str, model: Model, before: str) -> None:
    """Where nobody can be asked, and --yes is not said, nothing is sent and nothing changes."""
    if before:
        assert by_llm(folder, url, "--yes").code == 0
        with Study.open(folder) as study:
            pipeline.use_codebook(study, small_book(folder))
    sent, found = len(model.questions), quotes(folder)
    done = tag(folder) if before else by_llm(folder, url)
    assert done.code == 1
    assert "segments" in done.err
    assert "nothing was sent: nobody is there to agree; add --yes" in done.err
    assert (len(model.questions), quotes(folder)) == (sent, found)
    with Study.open(folder) as study:
        assert study.get("tagger", "cues") == (before or "cues")


def small_book(folder: Path) -> Path:
    """A codebook of one code."""
    path = folder.parent / "own.yaml"
    text = "name: own\nversion: 1\nlanguage: en\ncodes:\n  - id: trust\n    name: T\n"
    path.write_text(f"{text}    definition: Reliance.\n", encoding="utf-8")
    assert len(codebook.load(path).codes) == 1
    return path


@pytest.mark.parametrize("said", [("y\n", 2), ("n\n", 0), ("\n", 0)])
def test_the_user_is_asked(
    folder: Path, url: str, model: Model, said: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a terminal the question is put, and everything but a yes is a no."""
    answer, sent = said
    monkeypatch.setattr(asking, "_interactive", lambda: True)
    done = by_llm(folder, url, answer=answer)
    assert "Send this? [y/N]" in done.err
    assert (done.code, "nothing was sent" in done.err) == ((0, False) if sent else (1, True))
    assert len(model.questions) == sent
    assert bool(sent) == any(one.coder == "llm.m:8b" for one in codings(folder))


def test_the_key_is_kept_nowhere(
    folder: Path, url: str, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key is in no file of the study; the name of its variable is, for that server alone."""
    key = "s3cret-herring"
    monkeypatch.setenv("HARBOUR_KEY", key)
    done = by_llm(folder, url, "--yes", "--api-key-env", "HARBOUR_KEY")
    assert done.code == 0
    assert "with the API key in HARBOUR_KEY" in done.err
    assert key not in done.out + done.err
    assert {one["Authorization"] for one in model.headers} == {f"Bearer {key}"}
    for path in folder.iterdir():
        assert key.encode() not in path.read_bytes(), path.name
    with Study.open(folder) as study:
        assert "HARBOUR_KEY" in study.get("llm", "")
    with serving(Model(CODES)) as other:
        assert by_llm(folder, other, "--model", "n", "--yes").code == 0
    with Study.open(folder) as study:
        assert "HARBOUR_KEY" not in study.get("llm", "")


def test_options_of_a_language_model_need_one(folder: Path) -> None:
    """What belongs to llm is refused with another tagger, and llm needs a server and a model."""
    done = tag(folder, "--tagger", "cues", "--model", "m")
    assert (done.code, "go with --tagger llm alone" in done.err) == (2, True)
    done = tag(folder, "--tagger", "llm", "--model", "m")
    assert (done.code, "--endpoint http" in done.err) == (1, True)
    done = tag(folder, "--tagger", "llm", "--model", "m", "--endpoint", "ftp://x")
    assert (done.code, "begins with http://" in done.err) == (1, True)


def test_without_a_study_that_knows_one_there_is_no_model(folder: Path) -> None:
    """A run and an evaluation say how a language model is named; the run keeps its tagger."""
    path = folder.parent / "kit.txt"
    with pytest.raises(RelcodeError, match="relcode tag --tagger llm --endpoint URL"):
        pipeline.run([str(path)], folder, tagger="llm")
    with Study.open(folder) as study:
        assert study.get("tagger", "cues") == "cues"
        with pytest.raises(RelcodeError, match="none is named"):
            tagging.factory(study, "llm")
