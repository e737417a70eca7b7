"""Which sheet of which round a file answers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from relcode import grid
from relcode.errors import RelcodeError
from relcode.review.returned.table import meta
from relcode.review.returned.wording import plain, same_figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from relcode.grid import Grid
    from relcode.review.returned.table import Table
    from relcode.study import Study
    from relcode.terms import Sheet

EXPORTED = ("source", "segment_id")  # begin the tables of `relcode export`
SENT = "sheets are made by 'relcode review out'"


def recognised(path: Path, grids: Sequence[Grid], tables: Sequence[Table], study: Study) -> Sheet:
    """The sheet that most rows name, or else the workbook itself.

    Raises RelcodeError where that is none of the study's, and says whose it is.
    """
    facts = {**meta(grids), **grid.facts(path)}
    token = _most(tables) or facts.get("sheet", "")
    sheet = (study.rounds.sheet(token) or _mistaken(token, study)) if tables else None
    if sheet is None:
        raise _unlike_any(path, grids, tables, facts) or _foreign(path, token, facts, study)
    _check_columns(path, tables)
    return sheet


def _unlike_any(
    path: Path, grids: Sequence[Grid], tables: Sequence[Table], facts: Mapping[str, str]
) -> RelcodeError | None:
    """Why a file is no sheet that anybody sent, or None."""
    if any(map(_is_export, grids)):
        message = "this is an export of relcode, not a sheet that was sent"
        return RelcodeError(message, where=str(path), fix=SENT)
    if not tables:
        return _no_sheet(path, facts)
    if not (facts or any(each.rows for each in tables)):
        message = "this sheet has headings and no rows"
        return RelcodeError(message, where=str(path), fix="return it with its rows")
    return None


def _is_export(found: Grid) -> bool:
    """Whether a sheet is one of the tables that `relcode export` writes."""
    first = next((row for row in found.rows if any(row)), ())
    return tuple(map(plain, first[: len(EXPORTED)])) == EXPORTED


def _most(tables: Sequence[Table]) -> str:
    """The sheet that most rows name, "" where none does."""
    cells = (each.cell(row, "_sheet").casefold() for each in tables for row in each.rows)
    return next((token for token, _ in Counter(filter(None, cells)).most_common(1)), "")


def _mistaken(token: str, study: Study) -> Sheet | None:
    """The sheet whose id a program took for a number."""
    sheets = (sheet for made in study.rounds for sheet in study.rounds.sheets(made.name))
    return next((sheet for sheet in sheets if same_figure(token, sheet.id)), None)


def _no_sheet(path: Path, facts: Mapping[str, str]) -> RelcodeError:
    if facts.get("study"):
        message = "the sheet of segments is gone, or both its hidden keys and its titles are"
        return RelcodeError(message, where=str(path), fix="return the file with that sheet")
    message = "this is no sheet of relcode: no sheet in it has the hidden keys"
    fix = f"{SENT}; for codes made elsewhere see 'import-codes'"
    return RelcodeError(message, where=str(path), fix=fix)


def _foreign(path: Path, token: str, facts: Mapping[str, str], study: Study) -> RelcodeError:
    where, made_for = str(path), facts.get("study", "")
    name = facts.get("round", "")
    if made_for and made_for != study.id:
        message = f"made for another study (id {made_for}, round '{name}'); this one is {study.id}"
        return RelcodeError(message, where=where, fix="name the study it is from with --study")
    if made_for and not (token or facts.get("sheet")):
        message = "made to be looked at, before there were rounds; it cannot be brought in"
        return RelcodeError(message, where=where, fix="send sheets with 'relcode review out'")
    if made_for:
        message = f"made for round '{name}', which this copy of the study does not have"
        fix = "is this an older backup? use the study that the sheet was sent from"
        return RelcodeError(message, where=where, fix=fix)
    if token:
        message = f"its rows are of a sheet ({token}) that this study has not sent"
        fix = "it is from another study, or from a round that this copy does not have"
        return RelcodeError(message, where=where, fix=f"{fix}; this study is {study.path}")
    message = "nothing in it says which sheet it is: the hidden column '_sheet' is missing"
    return RelcodeError(message, where=where, fix="copy that column from the sheet as sent")


def _check_columns(path: Path, tables: Sequence[Table]) -> None:
    """Raise RelcodeError where nothing tells which segments the rows are about."""
    told = ("_id", "_hash", "text")
    if not any(key in each.columns for each in tables for key in told):
        message = "neither ids nor texts say which segments the rows are about"
        fix = "copy the hidden column '_id' from the sheet as it was sent"
        raise RelcodeError(message, where=str(path), fix=fix)
