"""Send out what only coders can tell after a change of the codebook."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcode.database import now
from relcode.errors import RelcodeError
from relcode.outcome import silent
from relcode.questions import KIND, asking, standing
from relcode.review.choice import Choice
from relcode.review.order import files
from relcode.review.out import Sending, publish
from relcode.review.page import assembled, in_order
from relcode.review.sample import Drawn
from relcode.review.view import Slots, View
from relcode.review.words import words
from relcode.standing import standing as in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from relcode.outcome import Progress
    from relcode.questions import Open, Standing
    from relcode.study import Study
    from relcode.terms import Coding


def send(
    study: Study, name: str, path: Path, *, force: bool = False, progress: Progress = silent
) -> Sending:
    """Write a sheet for each coder with the segments that open questions of a round are about.

    One coder's sheet is `path` itself, several have their names added. Raises RelcodeError where
    the round holds no questions, none is open, or a file is there already, unless `force`.
    """
    made, questions = study.rounds[name], _still_open(study, name)
    wanted = _by_coder(questions)
    places = files(path, tuple(sorted(wanted)), force=force)
    choice = _choice(study, {one.segment for one in questions})
    # new sheets each time: they show what is decided by then
    shown = replace(made, made_at=now())
    pages = {
        places[coder]: assembled(study, shown, _Asked(study, coder, asked), choice, asked)
        for coder, asked in sorted(wanted.items())
    }
    with study.transaction():
        for each in pages.values():
            study.rounds.send(each.sheet, each.sent())
    publish(study, made, pages, progress, known=True)
    return Sending(made, pages, choice)


def stand(study: Study, name: str) -> Standing:
    """How the questions of a round stand; raises RelcodeError where it holds none."""
    put = asking(study, name)
    if not put.questions:
        message = f"'{name}' asks nothing about the codebook"
        there = ", ".join(each.name for each in study.rounds if each.kind == KIND)
        raise RelcodeError(message, fix=f"these do: {there}" if there else "")
    return standing(study, put)


def _still_open(study: Study, name: str) -> list[Open]:
    found = stand(study, name)
    if not found.open:
        over = f", {found.over:,} on codes or text that are no more" if found.over else ""
        message = f"no question of '{name}' is open: {found.answered:,} answered{over}"
        raise RelcodeError(message)
    return found.open


class _Asked(View):
    """What a row asks: the coder's own codes, the question, and between what to choose as hints.

    No suggestion: the row may have been coded blind, and nobody is to accept one in passing.
    """

    def __init__(self, study: Study, coder: str, asked: Mapping[str, Sequence[Open]]) -> None:
        order = in_order(study.codebook())
        super().__init__(study, coder, order, blind=False, cells=words()["slots"])
        self._asked = asked
        self.titles = (words()["question"]["title"],)

    def codings(self, source: str) -> dict[str, Slots]:
        found = super().codings(source)
        for segment, before in self._before(source).items():
            slots = found.get(segment, Slots([], [], []))
            stands = {one.code for one in (*slots.cells, *slots.more)}
            choices = [c for one in self._asked[segment] for c in one.choices if c not in stands]
            hints = [replace(before, code=code, status="candidate") for code in choices]
            found[segment] = slots._replace(hints=hints)
        return found

    def told(self, source: str) -> dict[str, Sequence[str]]:
        segments = (one.id for one in self._study.segments(source) if one.id in self._asked)
        return {segment: ["\n".join(map(_question, self._asked[segment]))] for segment in segments}

    def _standing(self, source: str) -> dict[str, list[Coding]]:
        return in_force(self._mine(self._study.codings(source)))

    def _before(self, source: str) -> dict[str, Coding]:
        """What the coder had decided on each segment that is asked about."""
        return {
            one.segment: one
            for one in self._study.ledger.decisions(source)
            if one.coder == self.coder
            and any(one.code in asked.codes for asked in self._asked.get(one.segment, ()))
        }


def _question(asked: Open) -> str:
    """The question in words."""
    kind = "split" if len(asked.choices) > 1 else "merged"
    text: str = words()["question"][kind]
    codes, choices = ", ".join(asked.codes), ", ".join(asked.choices)
    return text.format(codes=codes, choices=choices, said=asked.said)


def _by_coder(questions: Collection[Open]) -> dict[str, dict[str, list[Open]]]:
    """The questions of each coder by segment."""
    found: dict[str, dict[str, list[Open]]] = {}
    for one in questions:
        found.setdefault(one.coder, {}).setdefault(one.segment, []).append(one)
    return found


def _choice(study: Study, wanted: Collection[str]) -> Choice:
    """Those segments, without any that a changed text has no more."""
    drawn = Drawn(1.0, KIND)
    rows = {
        source: {each.id: drawn for each in study.segments(source) if each.id in wanted}
        for source in study.source_ids()
    }
    return Choice({source: found for source, found in rows.items() if found}, len(wanted))
