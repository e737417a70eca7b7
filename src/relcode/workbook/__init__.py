"""Spreadsheets out: keyed sheets with drop-downs, written row by row in constant memory."""

from relcode.workbook.book import Workbook
from relcode.workbook.cells import clean_cell, text_hash
from relcode.workbook.look import PLAIN, Column, Look, Marked, Rule, Shown, Value
from relcode.workbook.sheet import Sheet

__all__ = [
    "PLAIN",
    "Column",
    "Look",
    "Marked",
    "Rule",
    "Sheet",
    "Shown",
    "Value",
    "Workbook",
    "clean_cell",
    "text_hash",
]
