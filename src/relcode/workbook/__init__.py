"""Spreadsheets out: keyed sheets with drop-downs, written row by row in constant memory."""

from relcode.workbook.book import FORMS, Workbook, workbook
from relcode.workbook.cells import clean_cell, text_hash
from relcode.workbook.form import Sheet
from relcode.workbook.guard import guarded, unguarded
from relcode.workbook.look import PLAIN, Column, Look, Marked, Rule, Shown, Value

__all__ = [
    "FORMS",
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
    "guarded",
    "text_hash",
    "unguarded",
    "workbook",
]
