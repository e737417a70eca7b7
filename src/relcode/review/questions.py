"""Send out what only coders can tell after a change of the codebook."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcode.database import now
from relcode.errors import RelcodeError
from relcode.outcome import silent
from relcode.review.choice import Choice
from relcode.review.migrate import KIND, opened
from relcode.review.order import files
from relcode.review.out import Sending, publish
from relcode.review.page import page
from relcode.review.sample import Drawn

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from relcode.outcome import Progress
    from relcode.review.carry import Open
    from relcode.study import Study


def send(
    study: Study, name: str, path: Path, *, force: bool = False, progress: Progress = silent
) -> Sending:
    """Write a sheet for each coder with the segments that a round of questions is about.

    One coder's sheet is `path` itself, several have their names added. Raises RelcodeError where
    the round holds no questions or a file is there already, unless `force`.
    """
    made, questions = study.rounds[name], opened(study, name)
    if not questions:
        message = f"'{name}' asks nothing about the codebook"
        there = ", ".join(each.name for each in study.rounds if each.kind == KIND)
        raise RelcodeError(message, fix=f"these do: {there}" if there else "")
    wanted = _by_coder(questions)
    places = files(path, tuple(sorted(wanted)), force=force)
    choice = _choice(study, {one.segment for one in questions})
    # the sheets are those of any review, and new ones each time: they show what is decided by then
    shown = replace(made, kind="review", made_at=now())
    pages = {
        places[coder]: page(study, shown, coder, choice, wanted[coder]) for coder in sorted(wanted)
    }
    with study.transaction():
        for each in pages.values():
            study.rounds.send(each.sheet, each.sent())
    publish(study, made, pages, progress, known=True)
    return Sending(made, pages, choice)


def _by_coder(questions: Collection[Open]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in questions:
        found.setdefault(one.coder, set()).add(one.segment)
    return found


def _choice(study: Study, wanted: Collection[str]) -> Choice:
    """Those segments, without any that a changed text has no more."""
    drawn = Drawn(1.0, KIND)
    rows = {
        source: {each.id: drawn for each in study.segments(source) if each.id in wanted}
        for source in study.source_ids()
    }
    return Choice({source: found for source, found in rows.items() if found}, len(wanted))
