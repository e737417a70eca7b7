"""Bring what came back in a sheet of an older codebook to the codebook in use."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcode.codebook import Lineage
from relcode.review.back import Question
from relcode.review.case import Outcome
from relcode.review.migrate import versions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from relcode.codebook import Heirs
    from relcode.study import Study
    from relcode.terms import Coding

    Heir = Callable[[str], Heirs]


def heir(study: Study, codebook: str) -> Heir:
    """Says which codes in use take over a code of the codebook with that hash."""
    if codebook == study.codebook_hash:
        return lambda code: (code,)
    line = Lineage(versions(study))
    return lambda code: line.heirs(code, codebook)


def brought_up(
    outcomes: Iterable[Outcome], heirs: Heir, at: str
) -> tuple[list[Outcome], list[Question]]:
    """The outcomes with the codes that are in use, and questions where that is not clear.

    A rejection of a code that was split or retired says nothing about a code in use and is
    dropped, as is one of a code that was merged into one that another outcome keeps.
    """
    found, questions = [], []
    for outcome in outcomes:
        goes = heirs(outcome.coding.code)
        if len(goes) == 1:
            found.append(_renamed(outcome, goes[0], heirs))
        elif outcome.kind != "rejected":
            questions.append(_unclear(outcome.coding.code, goes, at))
    kept = {one.coding.code for one in found if one.kind != "rejected"}
    return [o for o in found if o.kind != "rejected" or o.coding.code not in kept], questions


def _renamed(outcome: Outcome, code: str, heirs: Heir) -> Outcome:
    rejected = outcome.rejected
    before = heirs(rejected.code) if rejected else ()
    stays = rejected if rejected and len(before) == 1 and before != (code,) else None
    if rejected and rejected.code == outcome.coding.code:
        stays, before = rejected, (code,)
    return Outcome(
        outcome.kind, _with(outcome.coding, code), _with(stays, before[0]) if stays else None
    )


def _with(coding: Coding, code: str) -> Coding:
    return coding if coding.code == code else replace(coding, code=code)


def _unclear(code: str, goes: Heirs, at: str) -> Question:
    if not goes:
        return Question(at, f"'{code}' is no longer in the codebook", "choose another code")
    what = f"'{code}' was split since this sheet was sent"
    return Question(at, what, f"write the one that is meant: {', '.join(goes)}")
