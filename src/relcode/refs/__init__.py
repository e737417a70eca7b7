"""References from databases: read, freed of duplicates, kept in the study, written out again."""

from __future__ import annotations

from relcode.refs.group import merges
from relcode.refs.parse import Parsed, parse
from relcode.refs.study import add, all_works, found, merge, regroup, split
from relcode.refs.works import Work, works

__all__ = [
    "Parsed",
    "Work",
    "add",
    "all_works",
    "found",
    "merge",
    "merges",
    "parse",
    "regroup",
    "split",
    "works",
]
