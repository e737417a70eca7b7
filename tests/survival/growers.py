"""A fictional study of mussel growers, and its rounds: rows of all kinds, and texts that are odd.

Rows are called by short names here, and never by what relcode works out.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from office.session import grids
from relcode import codebook
from relcode.review.order import Order
from relcode.review.out import send
from relcode.study import Study
from relcode.terms import Block, Evidence, Segment, Source, segment_id, source_id
from small_study import add, coding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.codebook import Codebook
    from relcode.terms import Coding, SourceKind, Unit, Valence

LONG = "And then the nets were counted once more, and we told each other so. " * 480
BOM = {"encoding": "utf-8-sig"}  # with which CSV is sent
MANY = "trust", "power", "communication", "equity", "hierarchy", "co-design", "partnership"


@cache
def book() -> Codebook:
    """The codebook, with codes that look like numbers and more than fit into a cell's rule."""
    return codebook.load(str(Path(__file__).with_name("growers.yaml")))


class Line(NamedTuple):
    """A segment: its name here, who says it (or what it is), its words, codes shown, and a hint."""

    name: str
    who: str
    words: str
    codes: dict[str, Valence]
    hint: str = ""


TALK: tuple[Line, ...] = (
    Line("question", "AV", "What changed after the first harvest?", {}),
    Line("none", "Tove", "There was no trust between the growers.", {"trust": "negative"}),
    Line(
        "later",
        "Tove",
        "Later we had trusting relationships, and the net loft became our office.",
        {"trust": "positive", "relationships": "positive"},
    ),
    Line(
        "buyer",
        "Tove",
        "The buyer decided everything, and nobody dared to object.",
        {"power": "negative", "hierarchy": "negative"},
    ),
    Line(
        "calls", "Emre", "We call each other before the boats leave.", {"communication": "positive"}
    ),
    Line("sums", "Emre", "=cmd of it all: people mended each other’s nets 😀.", {}, "trust"),
    Line("number", "Emre", "007", {}),
    Line("amount", "Emre", "1e5", {"equity": "negative"}),
    Line("hebrew", "Noa", "הם דיברו איתנו על אמון בכל בוקר.", {"trust": "positive"}),
    Line("twin", "Noa", "Exactly so, every time.", {"shared-understanding": "positive"}),
    Line("other twin", "Emre", "Exactly so, every time.", {"shared-understanding": "neutral"}),
    Line("long", "Noa", LONG.strip(), {"communication": "neutral"}),
)
REPORT: tuple[Line, ...] = (
    Line("heading", "heading", "What we learned", {}),
    Line(
        "season",
        "sentence",
        "Communication has to start before the season does.",
        {"communication": "neutral"},
    ),
    Line(
        "map",
        "sentence",
        "Growers and scientists drew the map together and shared the credit.",
        {"co-design": "positive", "partnership": "positive"},
    ),
    Line("kit", "bullet", "- the kit was paid for by both sides", {"partnering-goals": "positive"}),
    Line(
        "sorters",
        "sentence",
        "The women who sort the mussels were never asked.",
        {"equity": "negative"},
    ),
    Line("all", "sentence", "All of it hung together in the end.", dict.fromkeys(MANY, "neutral")),
    Line("tides", "sentence", "The tide tables hung on the wall.", {}),
    Line("boats", "sentence", "Two boats were sold that winter.", {"context": "neutral"}),
)
LINES = (*TALK, *REPORT)


class Round(NamedTuple):
    """A sheet that was sent: the study, the file, and by name the ids and checks of the rows."""

    study: Study
    path: Path
    ids: dict[str, str]
    hashes: dict[str, str]

    def name(self, segment: str) -> str:
        """The name of a row here, or its id where it has none."""
        return next((name for name, one in self.ids.items() if one == segment), segment)

    def words(self, name: str) -> str:
        """The words of a row."""
        return next(line.words for line in LINES if line.name == name)


def growers(folder: Path, left_out: Sequence[str] = ()) -> tuple[Study, dict[str, str]]:
    """The study, open, as `growers.relcode` in the folder, and the ids of its segments by name.

    Some rows may be `left_out`: a very long text makes everything slow.
    """
    study = Study.create(folder / "growers.relcode", book())
    ids: dict[str, str] = {}
    texts: tuple[tuple[str, SourceKind, Sequence[Line]], ...] = (
        ("mussels.docx", "interview", TALK),
        ("harvest.pdf", "report", REPORT),
    )
    for number, (name, kind, all_lines) in enumerate(texts):
        lines = [line for line in all_lines if line.name not in left_out]
        source, segments = _source(name, kind, lines)
        pairs = list(zip(lines, segments, strict=True))
        codes = [code for line, segment in pairs for code in _codings(line, segment)]
        add(study, f"{number}.txt", source, segments, codes)
        ids |= {line.name: segment.id for line, segment in pairs}
    return study, ids


def sent(
    folder: Path, form: str, *, blind: bool = False, left_out: Sequence[str] = ("long",)
) -> Round:
    """A sheet of a round of that study with its segments, as a file of that form."""
    study, ids = growers(folder, left_out)
    path = folder / f"sent.{form}"
    send(study, Order(coders=("Ana",), blind=blind), path)
    keys, *rows = next(grid for grid in grids(path, BOM).values() if "_hash" in grid[0])
    by_id = {row[keys.index("_id")]: row[keys.index("_hash")] for row in rows}
    return Round(study, path, ids, {name: by_id[one] for name, one in ids.items()})


def _source(name: str, kind: SourceKind, lines: Sequence[Line]) -> tuple[Source, list[Segment]]:
    text = "\n".join(line.words for line in lines)
    key, start, blocks, segments = source_id(text), 0, [], []
    for line in lines:
        end = start + len(line.words)
        talk = kind == "interview"
        unit: Unit = "sentence" if talk or line.who not in ("heading", "bullet") else line.who  # type: ignore[assignment] # one of the two
        codable = line.who not in ("AV", "heading")
        blocks.append(Block(start, end, speaker=line.who if talk else None))
        segments.append(
            Segment(
                segment_id(key, start, end),
                key,
                start,
                end,
                unit,
                speaker=line.who if talk else None,
                codable=codable,
            )
        )
        start = end + 1
    return Source(key, name, kind, "en", key, text, tuple(blocks), (), ()), segments


def _codings(line: Line, segment: Segment) -> list[Coding]:
    here = Evidence("", segment.start, segment.start + 3)
    found = [coding(segment, code, here, valence) for code, valence in line.codes.items()]
    hints = [coding(segment, line.hint, here, "positive", "candidate")] if line.hint else []
    return [*found, *hints]
