"""Writers of what a study holds: tables, and a workbook for review."""
