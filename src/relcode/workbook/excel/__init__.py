"""A workbook as .xlsx, written with openpyxl."""

from relcode.workbook.excel.book import Excel

FORM = Excel

__all__ = ["FORM", "Excel"]
