"""Find the segments of rows that a reviewer added to a sheet, by their text."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from relcode.review.back import Question
from relcode.review.places import Places
from relcode.terms import segment_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from relcode.review.back import Back, Row
    from relcode.study import Study
    from relcode.terms import Sent

SHORTEST = 12  # letters: a shorter text may stand in many segments


def placed(
    back: Back, sent: Mapping[str, Sent], study: Study
) -> tuple[Back, list[Question], list[Question]]:
    """The file with ids for the rows that had none, questions, and remarks on what was found."""
    new = [row for row in back.rows if not row.id]
    if not new:
        return back, [], []
    texts = dict(_texts(sent, study))
    rows, questions, remarks = [], [], []
    for row in new:
        segments = _segments(row, texts)
        if len(segments) == 1:
            rows.append(replace(row, id=segments[0]))
            what = "a new row, taken to be about the segment that holds its text"
            remarks.append(Question(row.at, what))
        else:
            questions.append(_lost(row, segments))
    keyed = [row for row in back.rows if row.id]
    return replace(back, rows=(*keyed, *rows)), questions, remarks


def _texts(sent: Iterable[str], study: Study) -> Iterator[tuple[str, str]]:
    """The words of the segments that a sheet showed, where the study holds them."""
    for source, segments in groupby(sorted(sent, key=segment_source), key=segment_source):
        if not study.holds(source):
            continue
        places = Places(study, source)
        for segment in places.segments.keys() & set(segments):
            yield segment, _plain(places.words(segment))


def _segments(row: Row, texts: Mapping[str, str]) -> list[str]:
    """The segments that have a row's text, or else those that hold it."""
    text = _plain(row.text)
    same = [segment for segment, words in texts.items() if words == text]
    if same or len(text) < SHORTEST:
        return same
    return [segment for segment, words in texts.items() if text in words]


def _lost(row: Row, segments: list[str]) -> Question:
    if segments:
        what = f"a new row, whose text stands in {len(segments)} segments"
    elif row.text:
        what = "a new row, whose text stands in no segment of this sheet"
    else:
        what = "a new row without a text"
    fix = "copy the row of the segment that it is about, with its hidden columns, and edit that"
    return Question(row.at, what, fix)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
