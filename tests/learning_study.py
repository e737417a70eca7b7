"""A study of a coder with a habit of their own, for the tests of learning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agreeing import decision
from relcode import pipeline
from relcode.ledger import Decided, Returned
from relcode.records import Input
from relcode.study import Study
from relcode.terms import Entry, Judged, Round, Sheet
from small_study import book
from tagged import laid_out

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relcode.codebook import Codebook
    from relcode.terms import Segment, Source

# this coder gives "communication" wherever a noticeboard is told of; the rest is plain
BOARDS = (
    "The board at pier {n} told us when the boats would leave.",
    "Somebody had chalked pier {n} on the board again.",
    "We stood before the board of shed {n} every morning.",
)
PLAIN = (
    "The soup at pier {n} was tomato that day.",
    "My aunt keeps hens behind shed {n}.",
    "It rained on shed {n} for a week.",
    "A cat sat on pier {n} and looked at the sea.",
)
HABIT = "communication"


def learning_study(folder: Path, sources: int = 5, codebook: Codebook | None = None) -> Study:
    """A study of so many sources that nobody has reviewed, each with the same kinds of lines."""
    study = Study.create(folder / "learning.relcode", codebook or book())
    for number in range(sources):
        source, segments = told(number)
        study.add(Input(f"{number}.txt", "0", "0", source.id, ""), source, segments)
    return study


def told(number: int) -> tuple[Source, list[Segment]]:
    """One of the sources."""
    source, segments = laid_out([line.format(n=number + 1) for line in (*BOARDS, *PLAIN)])
    return source, segments


def review(study: Study, sources: Sequence[str], code: str = HABIT, *, habit: bool = True) -> str:
    """Go through these sources: the code is on all boards (or nowhere); gives the round's name."""
    name = study.rounds.free_name("review")
    study.rounds.add(Round(name, "review", 0, study.codebook_hash))
    study.rounds.send(Sheet(f"{name}-Ana", name, "Ana"), [])
    ids = [[one.id for one in study.segments(source)] for source in sources]
    given = [one for each in ids for one in each[: len(BOARDS)]] if habit else []
    decisions = [Decided(decision(one, code, "Ana")) for one in given]
    marks = [Judged(one, "Ana", "done") for each in ids for one in each]
    entry = Entry(f"{name}-Ana", f"{name}.xlsx", name)
    study.ledger.take(entry, Returned(decisions, marks))
    return name


def chances(study: Study, source: str, code: str = HABIT) -> list[float]:
    """The probability of the code on each segment of a source as tagged, 0 where it has none."""
    found = {
        one.segment: one.probability or 0.0
        for one in study.codings(source)
        if one.code == code and one.status in ("suggested", "candidate")
    }
    return [found.get(one.id, 0.0) for one in study.segments(source)]


def tag(study: Study) -> list[str]:
    """Tag with the full tagger; gives the names of the sources that were tagged."""
    return pipeline.tag(study, "full").tagged
