"""Read Excel workbooks: .xlsx and .xlsm, and the cells of .xls."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from relcode.archive import is_archive, open_guarded, unpacking
from relcode.errors import UnreadableError
from relcode.grid.comments import comments
from relcode.grid.parts import Parts
from relcode.grid.scan import odd_cells
from relcode.grid.shape import Area, Comment, Grid
from relcode.grid.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from python_calamine import CalamineSheet

    Comments = Mapping[tuple[int, int], tuple[Comment, ...]]
    Odd = Mapping[tuple[int, int], str]

_REPAIR = "open it in its own program and save it anew as .xlsx"
_KEPT = 50_000  # texts that are kept to be used again; beyond that few of them are


def excel_grids(data: bytes, where: str) -> list[Grid]:
    """The sheets of a workbook in order, charts left out.

    Of .xls neither comments nor errors (#N/A) are read. Raises UnreadableError for a workbook that
    is damaged, encrypted or hostile, or whose cells lie so far apart that the space between them
    would fill the memory.
    """
    odd, comments = _beside(data, where) if is_archive(data) else ({}, {})
    return [
        Grid(name, _with(rows, odd.get(name, {})), comments.get(name, {}), merged, hidden)
        for name, rows, merged, hidden in _sheets(data, where)
    ]


def _sheets(
    data: bytes, where: str
) -> Iterator[tuple[str, list[list[str]], tuple[Area, ...], bool]]:
    from python_calamine import (  # noqa: PLC0415 - only workbooks need it
        CalamineError,
        CalamineWorkbook,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        texts: dict[str, str] = {}
        for each in book.sheets_metadata:
            if each.typ == SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_name(each.name)
                hidden = each.visible != SheetVisibleEnum.Visible
                yield each.name, list(_rows(sheet, texts)), _merged(sheet), hidden
    except (CalamineError, OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        message = f"the workbook is damaged or not one ({reason})"
        raise UnreadableError(message, where=where, fix=_REPAIR) from error


def _rows(sheet: CalamineSheet, texts: dict[str, str]) -> Iterator[list[str]]:
    """The rows from A1 on; `texts` keeps one copy of what comes again and again."""
    # the reader begins with the first row but only with the first column that is filled
    before = [""] * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        if len(texts) > _KEPT:
            texts.clear()
        yield before + [texts.setdefault(cell, cell) for cell in map(shown, row)]


def _merged(sheet: CalamineSheet) -> tuple[Area, ...]:
    return tuple(Area(*first, *last) for first, last in sheet.merged_cell_ranges or ())


def _beside(data: bytes, where: str) -> tuple[dict[str, Odd], dict[str, Comments]]:
    """What the reader passes over, by the sheet's name: errors and formulas, and comments."""
    with unpacking(where), open_guarded(data, where, streamed=True) as archive:
        parts = Parts(archive, where)
        by_member = {
            member: odd_cells(partial(archive.open, member), where)
            # all of them: which ones are sheets is for the reader to say
            for member in archive.namelist()
        }
        sheets = parts.sheets()
        odd: dict[str, Odd] = {name: by_member.get(member, {}) for name, member in sheets.items()}
        return odd, {name: comments(parts, member) for name, member in sheets.items() if member}


def _with(rows: list[list[str]], odd: Odd) -> Sequence[Sequence[str]]:
    """The rows with the odd cells filled in, which may stand beyond all others."""
    width = max((column + 1 for _, column in odd), default=0)
    height = max((row + 1 for row, _ in odd), default=0)
    if rows and len(rows[0]) < width:
        rows = [row + [""] * (width - len(row)) for row in rows]
    width = len(rows[0]) if rows else width
    rows += [[""] * width for _ in range(height - len(rows))]
    for row, column in odd:
        rows[row][column] = odd[row, column]
    return rows
