"""Spreadsheets that come back from people as plain grids of text, whatever program saved them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.errors import UnreadableError
from relcode.grid.kinds import Kind, kind
from relcode.grid.shape import Area, Comment, Grid, address

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Area", "Comment", "Grid", "address", "facts", "grids"]


def grids(path: Path) -> list[Grid]:
    """The sheets of a workbook, hidden ones too, or the one grid of a file of delimited text.

    The content decides, not the suffix: .xlsx, .xlsm, .ods, .fods, .csv, .tsv. Cells hold
    the text that a person sees or typed: 5 for 5.0, TRUE and FALSE, dates as 2024-01-31, errors as
    #N/A, a formula that was never computed as =A1. Comments may stand beyond the last row. Raises
    UnreadableError for files that are damaged, encrypted, hostile or no spreadsheet, and for .xls
    and .xlsb, whose comments cannot be read.
    """
    data, where = _content(path), str(path)
    found = kind(data, where)
    if found is Kind.EXCEL:
        from relcode.grid.excel import excel_grids  # noqa: PLC0415 - one format is needed, not all

        return excel_grids(data, where)
    if found is Kind.CALC:
        from relcode.grid.calc import calc_grids  # noqa: PLC0415 - as above

        return calc_grids(data, where)
    from relcode.grid.delimited import delimited_grid  # noqa: PLC0415 - as above

    return [delimited_grid(data, where)]


def facts(path: Path) -> dict[str, str]:
    """What relcode noted in a workbook's properties, by name without "relcode."; {} elsewhere.

    Raises UnreadableError as `grids` does.
    """
    from relcode.grid.properties import properties  # noqa: PLC0415 - loads lxml

    data, where = _content(path), str(path)
    return properties(data, kind(data, where), where)


def _content(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            message = "is no file"
            raise UnreadableError(message, where=str(path), fix="give the spreadsheet itself")
        data = path.read_bytes()
    except OSError as error:
        message = f"cannot be opened: {error.strerror or type(error).__name__}"
        fix = "check the path, and close the file in other programs"
        raise UnreadableError(message, where=str(path), fix=fix) from error
    if not data.strip():
        message = "is empty"
        raise UnreadableError(message, where=str(path), fix="save the sheet again")
    return data
