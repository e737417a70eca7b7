"""Sheets out: a round is drawn, its sheets are written, and what they showed is remembered."""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from relcode.database import now
from relcode.errors import RelcodeError
from relcode.files import called, make_folder, refusal
from relcode.outcome import silent
from relcode.review.choice import NO_SCORES, chosen
from relcode.review.order import CONTEXT, files, form, sound
from relcode.review.page import page
from relcode.review.sample import deal
from relcode.review.sheet import write
from relcode.terms import Round

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from relcode.outcome import Progress
    from relcode.review.choice import Choice
    from relcode.review.order import Order
    from relcode.review.page import Page
    from relcode.study import Study
    from relcode.terms import RoundKind


class Sending(NamedTuple):
    """What went out: the round, its files with their sheets, and what was chosen for it."""

    round: Round
    pages: dict[Path, Page]
    choice: Choice


def send(  # noqa: PLR0913 - one is for a single way of drawing
    study: Study,
    order: Order,
    path: Path,
    *,
    force: bool = False,
    progress: Progress = silent,
    scores: Mapping[str, float] = NO_SCORES,
) -> Sending:
    """Write the sheets of a new round, one for each coder, and record what they show.

    `scores` are those of segments that `by` refused and gain draw first, the highest before others.
    One coder's sheet is `path` itself, several have their names added (`sheet-ana.xlsx`). Raises
    RelcodeError where the order cannot be met or a file is there already, unless `force`.
    """
    order = ready(study, order, path, force=force)
    places = files(path, order.coders, force=force)
    choice = chosen(study, order, scores)
    if not choice.rows:
        message = f"all {choice.judged:,} segments that can be coded have been judged"
        raise RelcodeError(message, fix="send them once more with --again")
    made = _round(study, order, choice, list(places.values()))
    pages = {
        places[coder]: one for coder, one in _pages(study, made, order, choice, places).items()
    }
    publish(study, made, pages, progress)
    return Sending(made, pages, choice)


def ready(study: Study, order: Order, path: Path, *, force: bool = False) -> Order:
    """The order with what it leaves open filled in; raises RelcodeError as `send` does."""
    order = sound(order, study)
    files(path, order.coders, force=force)
    _check_tagged(study, order)
    return order


def publish(
    study: Study,
    made: Round,
    pages: Mapping[Path, Page],
    progress: Progress = silent,
    *,
    known: bool = False,
) -> None:
    """Write the files, record the round unless it is `known`, and put the files in their places.

    In this order: whenever it is stopped, no sheet is out that the study does not know.
    """
    parts = {path: path.with_name(f".{path.name}.{secrets.token_hex(4)}.part") for path in pages}
    try:
        for path, one in pages.items():
            make_folder(path.parent)
            with called(parts[path], path):
                write(study, one, parts[path], form(path), progress)
        if not known:
            _record(study, made, pages.values())
        for path, part in parts.items():
            _put(part, path)
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _record(study: Study, made: Round, pages: Iterable[Page]) -> None:
    with study.transaction():
        study.rounds.add(made)
        for one in pages:
            study.rounds.send(one.sheet, one.sent())


def _round(study: Study, order: Order, choice: Choice, places: Sequence[Path]) -> Round:
    context = order.context
    if context is None:
        context = 0 if choice.whole else CONTEXT
    more = {"context": context, "files": [study.key(place) for place in places]}
    kind: RoundKind = "blind" if order.blind else "review"
    settings = {**order.settings(), **more}
    return Round(order.round, kind, order.seed or 0, study.codebook_hash, settings, now())


def _pages(
    study: Study, made: Round, order: Order, choice: Choice, coders: Iterable[str]
) -> dict[str, Page]:
    dealt: dict[str, set[str]] = {}
    if order.overlap is not None:
        dealt = deal(choice.segments(), order.coders, order.overlap, made.seed)
    return {coder: page(study, made, coder, choice, dealt.get(coder)) for coder in coders}


def _check_tagged(study: Study, order: Order) -> None:
    """Raise RelcodeError where there is nothing to send."""
    if not study.source_ids():
        message = "there is no text to code"
        raise RelcodeError(message, where=str(study.path), fix="read some with 'relcode read'")
    # asked for what was tagged otherwise than not at all
    if not order.blind and not study.untagged(""):
        message = "no source is tagged, so there is nothing to review"
        fix = "run 'relcode tag' first, or send the texts without suggestions with --blind"
        raise RelcodeError(message, where=str(study.path), fix=fix)


def _put(part: Path, path: Path) -> None:
    try:
        part.replace(path)
    except OSError as error:
        message, fix = refusal(path, error)
        raise RelcodeError(message, where=str(path), fix=fix) from error
