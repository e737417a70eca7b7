"""What a paper's methods section says of a study: its text, tables and references."""

from relcode.methods.page import COLUMNS, Page, page

__all__ = ["COLUMNS", "Page", "page"]
