"""Read spreadsheets and delimited text that hold a transcript, or people's answers, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.archive import is_archive, preview
from relcode.encoding import decoded, is_text
from relcode.errors import UnreadableError
from relcode.foreign import OLE2, encrypted, is_old_workbook, kind_of
from relcode.read.draft import DraftBuilder
from relcode.read.table.comma import claimed, parsed_rows
from relcode.read.table.rows import add_answers, add_talk, answers, talk
from relcode.read.table.workbook import Sheet, excel_sheets, opendocument_sheets

if TYPE_CHECKING:
    from relcode.terms import Draft

_TEXTS = frozenset({".csv", ".tsv", ".tab"})
_BOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".ods", ".ots", ".xls"})
_SHEET_KEYS = {"_id", "_hash", "_sheet"}  # in the hidden first row of a sheet for review
_TOP = 20  # rows among which it is looked for
_OFFICE = (b"spreadsheetml", b"ms-excel")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


class TableReader:
    """Reads .xlsx, .ods, .xls, .csv and .tsv."""

    name = "table"

    def claim(self, data: bytes, suffix: str) -> float:
        """Sure of workbooks; of text as sure as its columns are those of a transcript."""
        if is_archive(data):
            return _workbook(data, suffix)
        if data.startswith(OLE2):
            return 0.8 if is_old_workbook(data) or suffix in _BOOKS else 0.0
        if is_text(data):
            return claimed(data, named=suffix in _TEXTS)
        return 0.1 * (suffix in _BOOKS | _TEXTS)

    def read(self, data: bytes, name: str) -> Draft:
        """The draft of the table: turns where a column names speakers, else cells of text.

        Raises UnreadableError for damaged, encrypted or hostile workbooks, for sheets that went
        out for review, and for tables without a column of text.
        """
        builder = DraftBuilder()
        sheets = [sheet.rows for sheet in _sheets(data, name)]
        if any(_SHEET_KEYS.issubset(row) for rows in sheets for row in rows[:_TOP]):
            message = "it is a review sheet, not a text to code"
            raise UnreadableError(message, where=name, fix="give it to 'relcode review in'")
        spoken = [(rows, columns) for rows in sheets if (columns := talk(rows))]
        for rows, columns in spoken:
            add_talk(rows, columns, builder)
        # beside a conversation, other sheets hold lists of codes and the like
        for rows in () if spoken else sheets:
            add_answers(rows, answers(rows), builder)
        draft = builder.draft(kind="interview" if spoken else None)
        if not draft.blocks:
            message = "no column of text was found in the table"
            fix = "name the columns in the first row: speaker, text and time, or answer"
            raise UnreadableError(message, where=name, fix=fix)
        return draft


def _workbook(data: bytes, suffix: str) -> float:
    types = preview(data, "[Content_Types].xml")
    if types is None:
        known = b"xl/workbook" in data or _ODS in data[:1000]
        return 0.9 if known else 0.3 * (suffix in _BOOKS)
    if any(each in types.replace(b"\0", b"") for each in _OFFICE):
        # Word documents with a sheet within name both kinds; the main part is what counts
        return 0.95 if preview(data, "xl/workbook.xml") else 0.0
    return 1.0 if _ODS in (preview(data, "mimetype") or b"") else 0.0


def _sheets(data: bytes, name: str) -> list[Sheet]:
    if data.startswith(OLE2) and encrypted(data):
        message = "the workbook is encrypted with a password"
        raise UnreadableError(message, where=name, fix="save a copy of it without a password")
    if is_archive(data):
        is_ods = _ODS in (preview(data, "mimetype") or b"")
        return opendocument_sheets(data, name) if is_ods else excel_sheets(data, name)
    if is_old_workbook(data):
        return excel_sheets(data, name)
    if not data.strip() or not is_text(data):
        message = f"this is not a table: {kind_of(data)}"
        fix = "give it its right ending, or save it as .xlsx or .csv"
        raise UnreadableError(message, where=name, fix=fix)
    return [Sheet("", parsed_rows(decoded(data, name)))]


READER = TableReader()
