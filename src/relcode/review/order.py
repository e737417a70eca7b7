"""What is asked for when sheets go out, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from relcode.errors import RelcodeError, nearest
from relcode.workbook import FORMS

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.codebook import Codebook
    from relcode.review.sample import By
    from relcode.study import Study

NOT_IN_NAMES = re.compile(r"[^\w.-]+")
CONTEXT = 1  # segments before and after, in a sheet that does not hold all of them


@dataclass(frozen=True, slots=True)
class Order:
    """Sheets wanted: for whom, how many segments, how drawn, and what is shown with them.

    Without `coders` the sheet belongs to whoever returns it; without `sample` it holds all there
    is. `by` is how segments are drawn: by default at random in a `blind` round, else `uncertain`.
    `overlap` segments go to all coders and the others to one each; without it all get the same.
    `context` counts segments shown before and after. What the coders have judged already is left
    out unless `again`.
    """

    coders: tuple[str, ...] = ()
    sample: int | None = None
    by: By | None = None
    codes: tuple[str, ...] = ()
    blind: bool = False
    overlap: int | None = None
    context: int | None = None
    round: str = ""
    seed: int | None = None
    again: bool = False

    def settings(self) -> dict[str, Any]:
        """What is remembered with the round: all but its own name and seed."""
        values = {key: value for key, value in asdict(self).items() if key not in ("round", "seed")}
        return {**values, "coders": list(self.coders), "codes": list(self.codes)}


def sound(order: Order, study: Study) -> Order:
    """The order with what it leaves open filled in; raises RelcodeError where it cannot be met."""
    coders = _coders(order, study.ledger.coders())
    by = order.by or ("random" if order.blind else "uncertain") if order.sample else None
    if order.by and not order.sample:
        message = f"how many segments by '{order.by}'?"
        raise RelcodeError(message, fix="say so with --sample N")
    if (by == "code" and not order.codes) or (order.codes and by not in ("code", "gain")):
        message = "codes are named with '--by code CODE...' and '--by gain CODE...' alone"
        raise RelcodeError(message, fix="such as: --by code trust power")
    book = study.codebook()
    codes = tuple(book.code(code).id for code in order.codes)
    _check_overlap(order, coders)
    name = order.round.strip()
    if name and study.rounds.get(name):
        free = study.rounds.free_name(name)
        message = f"there is a round '{name}' already"
        raise RelcodeError(message, fix=f"choose another name, such as {free}")
    name = name or study.rounds.free_name("blind" if order.blind else "review")
    seed = study.seed if order.seed is None else order.seed
    return replace(order, coders=coders, by=by, codes=codes, round=name, seed=seed)


def with_those_below(codes: tuple[str, ...], book: Codebook) -> set[str]:
    """The codes and all that stand under them."""
    return {*codes, *(below.id for code in codes for below in book.descendants(code))}


def files(path: Path, coders: tuple[str, ...], *, force: bool) -> dict[str, Path]:
    """The file for each coder; raises RelcodeError where one cannot or may not be written there."""
    if form(path) not in FORMS:
        message = "a sheet is a file of one of the forms xlsx, ods and csv"
        advice = nearest(form(path), FORMS) if form(path) else "such as: -o sheet.xlsx"
        raise RelcodeError(message, where=str(path), fix=advice)
    found: dict[str, Path] = {"" if not coders else coders[0]: path}
    if len(coders) > 1:
        found = {coder: path.with_stem(f"{path.stem}-{_safe(coder)}") for coder in coders}
    places = [place.name.casefold() for place in found.values()]
    for coder, place in found.items():
        if places.count(place.name.casefold()) > 1:
            message = f"the name '{coder}' gives the same file as another coder's"
            raise RelcodeError(message, where=str(place), fix="name coders by letters and digits")
        if place.exists() and not force:
            message = "exists already, and may hold somebody's work"
            raise RelcodeError(message, where=str(place), fix="name another file, or use --force")
    return found


def form(path: Path) -> str:
    """The form of a workbook by the ending of its file."""
    return path.suffix.casefold().removeprefix(".")


def _coders(order: Order, known: list[str]) -> tuple[str, ...]:
    """The coders' names, as they are spelt in the study already; each once."""
    spelt = {name.casefold(): name for name in known}
    found: list[str] = []
    for coder in order.coders:
        name = " ".join(coder.split())
        name = spelt.get(name.casefold(), name)
        if not name:
            message = "a coder needs a name"
            raise RelcodeError(message, fix="such as: --coder Ana")
        if name.casefold() in {other.casefold() for other in found}:
            message = f"the coder '{name}' is named twice"
            raise RelcodeError(message, fix="name each coder once")
        found.append(name)
    return tuple(found)


def _check_overlap(order: Order, coders: tuple[str, ...]) -> None:
    if order.overlap is None:
        return
    if len(coders) < 2:  # noqa: PLR2004 - two people at least can share
        message = "an overlap is what several coders share"
        raise RelcodeError(message, fix="name two or more with --coder")
    if order.sample and order.overlap > order.sample:
        message = f"an overlap of {order.overlap} is more than the sample of {order.sample}"
        raise RelcodeError(message, fix="ask for a larger --sample or a smaller --overlap")


def _safe(name: str) -> str:
    """The name as every file system takes it."""
    return NOT_IN_NAMES.sub("-", name).strip("-.").casefold() or "coder"
