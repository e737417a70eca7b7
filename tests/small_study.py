"""A small fictional study: one interview and one report, cut and coded by hand."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from relcode import codebook
from relcode.records import Input
from relcode.study import Study
from relcode.terms import (
    Block,
    Coding,
    Evidence,
    Segment,
    Source,
    SourceKind,
    Turn,
    Why,
    segment_id,
    source_id,
)

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.codebook import Codebook
    from relcode.terms import SpeakerRole, Status, Unit, Valence

TALK: tuple[tuple[str, SpeakerRole, str], ...] = (
    ("AV", "interviewer", "How did the two ferries come to share a timetable?"),
    ("Ines", "participant", "There was no trust between the crews, none at all."),
    ("Ines", "participant", "Later we got trusting relationships, and the café became our office."),
    ("Ines", "participant", "=SUM of it all: people rowed each other’s boats _x0041_ 😀."),
    ("Oren", "participant", "I could count on them when the fog came."),
)
REPORT: tuple[tuple[Unit, str, bool, float], ...] = (
    ("heading", "Lessons learned", False, 0.0),
    ("sentence", "Communication has to start before the season does.", True, 0.9),
    ("bullet", "- regular calls on the radio", True, 0.45),
    ("sentence", "Quay, A. (2019). Notes on tides.", False, 0.0),
)
SECTION = "Part 1 > Lessons learned"
CUES: dict[str, tuple[str, Valence, Status]] = {
    "trust ": ("trust", "negative", "suggested"),
    "trusting": ("trust", "positive", "suggested"),
    "relationships": ("relationships", "positive", "suggested"),
    "count on them": ("trust", "positive", "candidate"),
    "Communication": ("communication", "neutral", "suggested"),
}


@cache
def book() -> Codebook:
    """The shipped codebook."""
    return codebook.load("relational")


def small_study(folder: Path) -> Study:
    """The study, open, as `small.relcode` in the folder."""
    study = Study.create(folder / "small.relcode", book())
    for number, (source, segments) in enumerate((interview(), report())):
        add(study, f"{number}.txt", source, segments, codings(source, segments))
    return study


def add(
    study: Study, path: str, source: Source, segments: list[Segment], codes: list[Coding]
) -> None:
    """Put a source with its segments and codings into a study."""
    study.add(Input(path, "0", "0", source.id, ""), source, segments)
    study.suggest(source.id, codes, {one.id: one.lesson for one in segments}, "test")


def interview(name: str = "ferry.docx") -> tuple[Source, list[Segment]]:
    """An interview with times and turns."""
    text = "\n".join(words for _, _, words in TALK)
    blocks, segments = [], []
    for number, (speaker, role, words) in enumerate(TALK):
        start = text.index(words)
        end = start + len(words)
        blocks.append(Block(start, end, speaker=speaker, role=role, at=3700.0 + number))
        about = {"speaker": speaker, "speaker_role": role, "codable": role == "participant"}
        segments.append(_segment(text, words, "sentence", **about))
    turns = tuple(Turn(b.start, b.end, b.speaker, b.role or "author") for b in blocks)
    return _source(name, "interview", text, tuple(blocks), turns), segments


def report(name: str = "season.pdf") -> tuple[Source, list[Segment]]:
    """A report with a heading, a lesson, a bullet and a reference."""
    text = "\n".join(words for _, words, _, _ in REPORT)
    segments = [
        _segment(text, words, unit, section=SECTION, page=3, lesson=lesson, codable=codable)
        for unit, words, codable, lesson in REPORT
    ]
    return _source(name, "report", text, (), ()), segments


def codings(source: Source, segments: list[Segment]) -> list[Coding]:
    """A coding for each cue that stands in a codable segment."""
    found = []
    for segment in segments:
        for cue, (code, valence, status) in CUES.items():
            place = source.text.find(cue, segment.start, segment.end)
            if segment.codable and place >= 0:
                evidence = Evidence(cue.strip(), place, place + len(cue.strip()))
                found.append(coding(segment, code, evidence, valence, status))
    return found


def coding(
    segment: Segment,
    code: str,
    evidence: Evidence,
    valence: Valence = "positive",
    status: Status = "suggested",
) -> Coding:
    """One coding by the tagger."""
    return Coding(
        segment=segment.id,
        code=code,
        valence=valence,
        role="none",
        stance="reported",
        status=status,
        coder="cues.v1",
        tagger="cues.v1",
        why=Why((evidence,), "negated by “no”" if valence == "negative" else ""),
    )


def _segment(text: str, words: str, unit: Unit, **more: Any) -> Segment:
    start, source = text.index(words), source_id(text)
    end = start + len(words)
    return Segment(segment_id(source, start, end), source, start, end, unit, **more)


def _source(
    name: str, kind: SourceKind, text: str, blocks: tuple[Block, ...], turns: tuple[Turn, ...]
) -> Source:
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Source(source_id(text), name, kind, "en", sha, text, blocks, (), turns)
