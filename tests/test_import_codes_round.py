"""Whatever is coded, written in whatever layout, comes back as it was or is listed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coded_tables import ready, table
from relcode.study import Study
from small_study import add, book, interview, report
from tagged import laid_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from relcode.terms import Segment

CODES = ("trust", "openness", "co-design", "voice", "shared-agenda", "communication")
LINES = (
    "Yes.", "We shared the keys of the boat house.", "Yes.", "No.",
    "Openness, they said, is cheap; boats are not.", "Yes.", "She kept – as always – the list.",
)  # fmt: skip


class Coded(NamedTuple):
    """A passage from `start` to `end` of a source, coded."""

    source: str
    start: int
    end: int
    codes: tuple[str, ...]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Three sources, one of them with sentences that come again."""
    with Study.create(tmp_path_factory.mktemp("round") / "a.relcode", book()) as made:
        sources = (interview(), report(), laid_out(LINES))
        for number, (source, segments) in enumerate(sources):
            add(made, f"{number}.txt", source, segments, [])
        made.codebook = lambda *_: book()  # type: ignore[method-assign]  # read once, not each time
        yield made


@st.composite
def passages(draw: st.DrawFn, segments: Sequence[Segment]) -> list[Coded]:
    """Segments and parts of segments with codes, in any order."""
    found = []
    for segment in draw(st.lists(st.sampled_from(segments), max_size=8, unique=True)):
        codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True))
        length = segment.end - segment.start
        start, end = sorted(draw(st.tuples(*[st.integers(0, length)] * 2)))
        whole = draw(st.booleans()) or end - start < 3
        cut = (
            (segment.start, segment.end) if whole else (segment.start + start, segment.start + end)
        )
        found.append(Coded(segment.source, *cut, tuple(codes)))
    return found


def long(rows: Sequence[tuple[str, str, Coded]], names: dict[str, str]) -> list[list[str]]:
    """One row for each code."""
    cells = [[doc, text, names[code]] for doc, text, one in rows for code in one.codes]
    return [["Document", "Segment", "Code"], *cells]


def wide(rows: Sequence[tuple[str, str, Coded]], names: dict[str, str]) -> list[list[str]]:
    """One column for each code."""
    cells = [
        [doc, text, *("x" if code in one.codes else "" for code in CODES)]
        for doc, text, one in rows
    ]
    return [["File", "Unit", *(names[code] for code in CODES)], *cells]


def listed(rows: Sequence[tuple[str, str, Coded]], names: dict[str, str]) -> list[list[str]]:
    """All codes in one cell, although names hold commas."""
    cells = [[doc, text, ", ".join(names[code] for code in one.codes)] for doc, text, one in rows]
    return [["Document", "Quotation", "Codes"], *cells]


@given(st.data())
def test_what_was_coded_comes_back_or_is_listed(
    study: Study, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """No code ends on words that it was not on, in any layout, however names are written."""
    segments = [one for source in study.source_ids() for one in study.segments(source)]
    coded = data.draw(passages(segments))
    if data.draw(st.booleans()):
        coded.sort()
    spaces = data.draw(st.sampled_from([" ", "  ", "\n", " \t "]))
    rows = []
    for one in coded:
        text = study.source(one.source).text[one.start : one.end]
        name = data.draw(st.sampled_from([study.names()[one.source], ""]))
        rows.append((name, re.sub(r"\s+", spaces, text), one))
    names = data.draw(
        st.sampled_from(
            [
                {code: code for code in CODES},
                {code: study.codebook().code(code).name.upper() for code in CODES},
            ]
        )
    )
    layout = data.draw(st.sampled_from([long, wide, listed]))
    path = table(tmp_path_factory.getbasetemp() / "round.csv", *layout(rows, names))
    if rows:
        check(study, path, coded)


def check(study: Study, path: Path, coded: Sequence[Coded]) -> None:
    """Every decision is one that was made; the others are doubts."""
    result = ready(study, path)
    assert not result.unknown
    wanted = set()
    for one in coded:
        text = study.source(one.source).text
        letters = {at for at in range(one.start, one.end) if text[at].isalnum()}
        wanted |= {(one.source, at, code) for at in letters for code in one.codes}
    found = set()
    for decision, _ in result.settled.brought.decisions:
        source, start, end = decision.segment.rsplit("-", 2)
        text = study.source(source).text
        for begin, stop in decision.spans or ((int(start), int(end)),):
            letters = {at for at in range(begin, stop) if text[at].isalnum()}
            found |= {(source, at, decision.code) for at in letters}
    assert found <= wanted
    assert found == wanted or result.doubts
