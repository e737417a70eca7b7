"""The full tagger reads what people show, explains itself, and keeps to what every tagger does."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from contracts import check_codings
from relcode import pipeline
from relcode.codebook import Code, Codebook, Cues
from relcode.errors import RelcodeError
from relcode.features.model import shipped
from relcode.study import Study
from relcode.tag.cues import CueTagger
from relcode.tag.full import FullTagger
from relcode.tag.known import known
from relcode.tag.mix import Branch
from tagged import Line, laid_out, relational, tagger

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relcode.terms import Coding, Segment, Source

SHOWN = (
    "They'd settled the whole thing over lunch before any of us got a chair.",
    "Hetty knew a fellow at the harbour office and walked us straight to his desk.",
    "You could leave your keys with the night warden and never think twice about it.",
    "I left three messages about the boiler and the office just let it ring.",
    "We drew the new waiting room together, the patients holding the pencils.",
    "Whoever held the cheque book said what the rest of us would be doing on Monday.",
)
ASKED = (
    "Who do you ring when the boiler fails and the office lets it ring?",
    "Why would they settle the whole thing over lunch without us?",
    "Do the two crews trust each other?",
)
MIXED = (
    Line("And did they trust you with the keys?", "I", "interviewer"),
    Line("We trusted each other after that winter.", "B"),
    Line("They decided it without us and nobody rang back.", "B", codable=False),
    *(Line(text, "C") for text in SHOWN),
    Line("Interview ended; they trusted the recorder.", "", "system"),
    Line("The soup was tomato that day.", "C"),
    Line("…", "C"),
)
ARRIVES = Code(
    id="ferries", name="Ferries", definition="d", cues=Cues(strong=("ferry",), weak=("pier",))
)


@cache
def full() -> FullTagger:
    """The tagger for the shipped codebook, made once."""
    return FullTagger(relational())


def found(
    lines: Sequence[Line | str], by: Any = None, **layout: Any
) -> tuple[Source, list[Segment], list[Coding]]:
    """These lines laid out, and what a tagger (the full one) says of them."""
    source, segments = laid_out(lines, **layout)
    return source, segments, list((by or full()).codings(source, segments))


def own(language: str = "en", *codes: Code) -> Codebook:
    """A researcher's own codebook of a code for ferries and these."""
    return Codebook(name="own", version="1", language=language, codes=(*codes, ARRIVES))


def read(codings: Sequence[Coding]) -> list[Coding]:
    """Those that the model alone speaks for."""
    return [one for one in codings if one.why.note.startswith("read by the model")]


@pytest.mark.parametrize("made", [full, tagger], ids=["full", "cues"])
def test_the_contract_of_taggers(made: Any) -> None:
    """Each code stands once on a segment that is coded, in order, with evidence from the text."""
    source, segments, codings = found(MIXED, made())
    check_codings(codings, source, segments, relational())
    assert codings


def test_what_is_shown_is_found_though_no_cue_names_it() -> None:
    """Of six sentences that show and do not name, some take codes that no cue speaks for."""
    source, segments, codings = found(SHOWN)
    check_codings(codings, source, segments, relational())
    assert all(one.probability is not None for one in codings)
    assert len({one.segment for one in read(codings)}) >= 2


def test_the_words_shown_are_the_segments_own() -> None:
    """The quote of a code that was read is a few whole words of its segment, verbatim."""
    source, segments, codings = found(SHOWN)
    places = {segment.id: segment for segment in segments}
    for coding in read(codings):
        segment = places[coding.segment]
        words = [match.span() for match in re.compile(r"\S+").finditer(source.text, 0, segment.end)]
        for one in coding.why.evidence:
            assert source.text[one.start : one.end] == one.cue
            assert segment.start <= one.start < one.end <= segment.end
            assert one.start in {start for start, _ in words}
            assert one.end in {end for _, end in words}
            assert len(one.cue.split()) <= 8


def test_the_words_shown_were_read() -> None:
    """In a segment longer than the model reads, no word after the last one read is shown."""
    tail = " and so on and on" * 200
    source, segments, codings = found([SHOWN[0] + tail])
    check_codings(codings, source, segments, relational())
    for coding in read(codings):
        assert coding.why.evidence[0].end < len(SHOWN[0]) + 400


def test_a_source_of_signs_alone_is_read() -> None:
    """Segments without a letter, even of invisible signs alone, take no cue and break nothing."""
    lines = ["\u200b\u200b", "\ufeff", "…", "😀 😀", "-"]
    source, segments, codings = found(lines)
    check_codings(codings, source, segments, relational())


@pytest.mark.parametrize("line", SHOWN)
def test_only_what_is_codable_is_coded(line: str) -> None:
    """Interviewers, system lines and uncodable segments take nothing, whatever they say."""
    trusting = f"{line} We trust them."
    lines = [Line(trusting, "I", "interviewer"), Line(trusting, "", "system")]
    _, _, codings = found([*lines, Line(trusting, codable=False)])
    assert codings == []


def test_another_language_takes_nothing() -> None:
    """A source in another language than the codebook's is left alone; one unknown is read."""
    assert found(SHOWN, language="de")[2] == []
    assert found(SHOWN, language="und")[2] == found(SHOWN)[2]


def test_questions_are_neutral() -> None:
    """What is asked is neither good nor bad, whether a cue or the model finds the code."""
    _, _, codings = found(ASKED)
    assert {one.valence for one in codings} == {"neutral"}


def test_a_second_reading_says_the_same() -> None:
    """The same source gives the same codings, by the same tagger or a new one."""
    first = found(MIXED)[2]
    assert found(MIXED)[2] == first
    assert found(MIXED, FullTagger(relational()))[2] == first


def test_a_cue_is_never_lost() -> None:
    """Each code that a cue speaks for is there with the cue's why, valence, role and stance."""
    weighed = {(one.segment, one.code): one for one in found(MIXED)[2]}
    cued = found(MIXED, tagger())[2]
    assert cued
    for one in cued:
        other = weighed[one.segment, one.code]
        assert (other.why, other.valence, other.role) == (one.why, one.valence, one.role)
        assert other.stance == one.stance


def test_a_code_that_the_model_has_not_learned_goes_by_its_cues() -> None:
    """A researcher's own code beside learned ones is suggested as the cue tagger suggests it."""
    book = own("en", relational().code("trust"))
    lines = ["The ferry came on trust alone.", *SHOWN, "We stood on the pier."]
    source, segments, codings = found(lines, FullTagger(book))
    check_codings(codings, source, segments, book)
    mine = [one for one in codings if one.code == "ferries"]
    assert [(one.status, one.probability) for one in mine] == [
        ("suggested", None),
        ("candidate", None),
    ]
    assert {one.code for one in codings} == {"trust", "ferries"}


def test_own_codes_keep_the_order_of_the_codebook() -> None:
    """On one segment codes stand as in the codebook, learned or not."""
    trust = relational().code("trust")
    book = Codebook(name="own", version="1", language="en", codes=(ARRIVES, trust))
    codings = found(["The ferry crews trust each other."], FullTagger(book))[2]
    assert [one.code for one in codings] == ["ferries", "trust"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_codebook_without_learned_codes_goes_by_its_cues(language: str) -> None:
    """For a codebook of its own codes alone both taggers say the same, but for the name."""
    lines = ["The ferry was late.", *SHOWN]
    codings = found(lines, FullTagger(own(language)), language=language)[2]
    cued = found(lines, CueTagger(own(language), FullTagger.name), language=language)[2]
    assert codings == cued
    assert [one.code for one in codings] == ["ferries"]


def test_a_translated_codebook_is_not_read_by_the_english_model() -> None:
    """Codes that are named alike in a codebook of another language go by their cues alone."""
    trust = Code(id="trust", name="Vertrauen", definition="d", cues=Cues(strong=("vertrau*",)))
    lines = ["Wir vertrauten ihnen.", *SHOWN]
    codings = found(lines, FullTagger(own("de", trust)), language="de")[2]
    assert [(one.code, one.probability) for one in codings] == [("trust", None)]


def test_the_model_has_learned_codes_of_the_shipped_codebook() -> None:
    """Every code of the model stands in the codebook that is shipped with it."""
    assert set(shipped().codes) <= {code.id for code in relational().codes}


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A small interview."""
    path = tmp_path / "kit.txt"
    said = "\n\nInterviewer: And then?\n\nKit: ".join(SHOWN)
    path.write_text(f"Interviewer: How was it?\n\nKit: {said}\n", encoding="utf-8")
    return path


def relcode(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command, run as a user would."""
    command = [sys.executable, "-c", "from relcode.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def taggers(folder: Path) -> set[str]:
    """Whose suggestions a study holds."""
    with Study.open(folder / "study.relcode") as study:
        return {one.tagger for source in study.sources() for one in study.codings(source.id)}


def test_the_study_remembers_the_tagger(talk: Path, tmp_path: Path) -> None:
    """A second run without a name has nothing to do, and another name tags and writes anew."""
    results = tmp_path / "r"
    assert pipeline.run([str(talk)], results, tagger="full").tagged == ["kit.txt"]
    assert taggers(results) == {FullTagger.name}
    table = (results / "codings.csv").read_bytes()
    assert FullTagger.name.encode() in table
    assert pipeline.run([str(talk)], results).idle
    done = relcode("tag", "--study", str(results), "--tagger", "cues", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "tagged 1" in done.stdout
    assert taggers(results) <= {"cues.v1"}
    again = pipeline.run([str(talk)], results)
    assert again.tagged == []
    assert (results / "codings.csv").read_bytes() != table
    assert pipeline.run([str(talk)], results, tagger="cues").idle


def test_a_code_of_the_same_name_but_another_meaning_is_not_the_learned_one() -> None:
    """A researcher's code for mains electricity is not read as power between people."""
    current = Code(
        id="power", name="Power", definition="Electric current from the mains or a generator."
    )
    named = current.model_copy(update={"definition": "Power"})
    theirs = relational().code("power")
    about = shipped().about
    assert known(about, own("en", current)) == {}
    assert known(about, own("de", theirs)) == {}
    for same in (theirs, named):
        assert known(about, own("en", same)) == {"power": shipped().codes.index("power")}


def test_of_a_branch_that_is_likely_as_a_whole_the_likeliest_code_is_suggested() -> None:
    """Where no kind of power reaches its own threshold, all together may."""
    branch = Branch([0, 2, 3], cut=0.5)
    cuts = np.full(4, 0.4)
    assert branch.likeliest(np.array([0.3, 0.9, 0.35, 0.2]), cuts) == 2
    assert branch.likeliest(np.array([0.1, 0.9, 0.2, 0.1]), cuts) is None
    assert branch.likeliest(np.array([0.3, 0.0, 0.5, 0.3]), cuts) is None


@pytest.mark.parametrize("command", ["run", "tag", "evaluate"])
def test_an_unknown_tagger_is_told_with_those_there_are(
    talk: Path, tmp_path: Path, command: str
) -> None:
    """A slip in the tagger's name ends in one line with the names, before anything is read."""
    pipeline.run([str(talk)], tmp_path / "r")
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "kit.jsonl").write_text('{"id": "a", "text": "x"}\n', encoding="utf-8")
    rest = {
        "run": (str(talk), "--output", str(tmp_path / "new")),
        "tag": ("--study", str(tmp_path / "r")),
        "evaluate": (str(gold),),
    }[command]
    done = relcode(command, *rest, "--tagger", "zebra", cwd=tmp_path)
    assert done.returncode != 0
    assert "'zebra' is not among the installed taggers" in done.stderr
    assert {"cues", "full"} <= set(re.findall(r"\w+", done.stderr))
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "new").exists()
    assert pipeline.run([str(talk)], tmp_path / "r").idle, "the slip is not remembered"


def test_an_unknown_tagger_is_an_error_of_the_run(talk: Path, tmp_path: Path) -> None:
    """From Python, too, a slip is an error that lists the taggers, and makes no study."""
    with pytest.raises(RelcodeError, match=r"installed taggers.*full"):
        pipeline.run([str(talk)], tmp_path / "new", tagger="ful")
    assert not (tmp_path / "new").exists()
