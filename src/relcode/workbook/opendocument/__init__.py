"""A workbook as .ods: OpenDocument 1.3, written row by row without a library.

Looks by content use LibreOffice's extension `calcext`, as LibreOffice itself does.
"""

from relcode.workbook.opendocument.book import OpenDocument

FORM = OpenDocument

__all__ = ["FORM", "OpenDocument"]
