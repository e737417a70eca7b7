"""Which kind of spreadsheet a file is, by its content."""

from __future__ import annotations

import re
from enum import Enum

from relcode.archive import is_archive, preview
from relcode.encoding import is_text, opening
from relcode.errors import UnreadableError
from relcode.foreign import OLE2, encrypted, foreign, is_old_workbook

CALC = b"application/vnd.oasis.opendocument.spreadsheet"

_FLAT = re.compile(rb"<(?:\w+:)?document\s")
_OTHER_TEXT = re.compile(rb"\s*(?:<\?xml|<!doctype|<html|<table|\{\\rtf)", re.IGNORECASE)
_HEAD = 4_096  # bytes in which a flat document has said what it is
_FIX = "open it in its own program and save the sheet as .xlsx, .ods or .csv"


class Kind(Enum):
    """The kinds that are read, each its own way."""

    EXCEL = "an Excel workbook"
    CALC = "an OpenDocument spreadsheet"
    TEXT = "delimited text"


def kind(data: bytes, where: str) -> Kind:
    """The kind of the file; raises UnreadableError for everything that is no spreadsheet."""
    if is_archive(data):
        return _zipped(data, where)
    if data.startswith(OLE2):
        return _old(data, where)
    head = opening(data, _HEAD)
    if CALC in head and _FLAT.search(head):
        _refuse_document_type(data, where)
        return Kind.CALC
    known = foreign(data)
    if not is_text(data) or _OTHER_TEXT.match(head) or (known and known["begins"] not in "<[{"):
        message = f"the file {known['what'] if known else 'is no spreadsheet'}"
        raise UnreadableError(message, where=where, fix=_FIX)
    return Kind.TEXT


def _refuse_document_type(data: bytes, where: str) -> None:
    if b"<!DOCTYPE" in data.replace(b"\0", b""):
        message = "the file has a document type, the vehicle of entity bombs"
        raise UnreadableError(message, where=where, fix="open it and save it anew as .ods")


def _zipped(data: bytes, where: str) -> Kind:
    if preview(data, "xl/workbook.bin"):
        message = "the file is a binary workbook (.xlsb)"
        raise UnreadableError(message, where=where, fix="save it as .xlsx")
    if CALC in (preview(data, "mimetype") or b"") or CALC in data[:_HEAD]:
        return Kind.CALC
    types = preview(data, "[Content_Types].xml")
    if preview(data, "xl/workbook.xml") or (types is None and b"xl/work" in data):
        return Kind.EXCEL
    if types is None:
        message = "the file is cut off or damaged: it is a zip archive that cannot be unpacked"
        raise UnreadableError(message, where=where, fix="copy or download it again")
    message = "the file is a zip archive, but no spreadsheet"
    raise UnreadableError(message, where=where, fix=_FIX)


def _old(data: bytes, where: str) -> Kind:
    if encrypted(data):
        message = "the workbook is encrypted with a password"
        raise UnreadableError(message, where=where, fix="save a copy of it without a password")
    if is_old_workbook(data):
        message = "the file is a workbook from before 2007 (.xls), whose comments cannot be read"
        raise UnreadableError(message, where=where, fix="save it as .xlsx")
    message = "the file is an Office file from before 2007, but no spreadsheet"
    raise UnreadableError(message, where=where, fix=_FIX)
