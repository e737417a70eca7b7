"""Send out once more what was decided already, with a reason to look at it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from relcode.database import now
from relcode.errors import RelcodeError
from relcode.review.choice import Choice
from relcode.review.order import CONTEXT, files, sound
from relcode.review.out import Sending, publish
from relcode.review.page import assembled, in_order
from relcode.review.sample import Drawn
from relcode.review.view import View
from relcode.review.words import words
from relcode.terms import Round, segment_source

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from relcode.learn.suspicious import Suspect
    from relcode.outcome import Progress
    from relcode.review.order import Order
    from relcode.study import Study

    Suspected = Mapping[str, Sequence[Suspect]]  # by segment

CHOSEN: Final = 0.0  # the chance of what was picked out: it stands for nothing but itself


def send(  # noqa: PLR0913 - what every way of sending takes, and what was found
    study: Study,
    order: Order,
    found: Suspected,
    path: Path,
    progress: Progress,
    *,
    force: bool = False,
) -> Sending:
    """Write a sheet of these segments, with what the coder decided and the reason to look again.

    `found` are the decisions to look at again, by segment. Raises RelcodeError where it is to be
    blind or for several coders, or the file is there already, unless `force`.
    """
    order = sound(order, study)
    if order.blind or len(order.coders) > 1:
        message = "what is suspicious goes to one coder, who sees what was decided"
        raise RelcodeError(message, fix="leave out --blind, and name one --coder at most")
    (place,) = files(path, order.coders, force=force).values()
    context = CONTEXT if order.context is None else order.context
    more = {"again": True, "context": context, "files": [study.key(place)]}
    settings = {**order.settings(), **more}
    made = Round(order.round, "review", order.seed or 0, study.codebook_hash, settings, now())
    view = _View(study, "".join(order.coders), found)
    choice = _choice(found, order.by or "")
    pages = {place: assembled(study, made, view, choice)}
    publish(study, made, pages, progress)
    return Sending(made, pages, choice)


class _View(View):
    """What stands for the coder, and beside it why to look again."""

    def __init__(self, study: Study, coder: str, found: Suspected) -> None:
        order = in_order(study.codebook())
        super().__init__(study, coder, order, blind=False, cells=words()["slots"])
        self.titles = (words()["again"]["title"],)
        for segment, group in found.items():
            self._told.setdefault(segment_source(segment), {})[segment] = [_reason(group)]


def _reason(group: Sequence[Suspect]) -> str:
    said = words()["again"]
    lines = (said["held" if one.held else "missing"].format(**one._asdict()) for one in group)
    return "\n".join(lines)


def _choice(found: Collection[str], how: str) -> Choice:
    rows: dict[str, dict[str, Drawn]] = {}
    for segment in sorted(found):
        rows.setdefault(segment_source(segment), {})[segment] = Drawn(CHOSEN, how)
    return Choice(dict(sorted(rows.items())), len(found))
