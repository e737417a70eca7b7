"""Take BibTeX apart: entries with their keys, in Unicode instead of LaTeX."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry

from relcode.refs.latex import plain
from relcode.refs.record import LONGEST, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bibtexparser.model import Block

_ADDRESSES = frozenset({"url", "link", "file", "doi"})
_ESCAPED = re.compile(r"\\([%&$#_{}])")
_PEOPLE = frozenset({"author", "editor"})


def entries(text: str) -> tuple[list[Record], list[tuple[int, str]]]:
    """The entries and the faults outside of them, each with its line; broken ones are left out.

    Two entries of one key are both kept.
    """
    # faults come back as blocks; the library would print them as well
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    logging.getLogger("bibtexparser").propagate = False
    library = parse_string(text)
    records: list[Record] = []
    faults: list[tuple[int, str]] = []
    for block in library.blocks:
        entry = _entry(block)
        if entry is not None:
            records.append(_record(entry, block))
        elif block in library.failed_blocks:
            faults.append((_line(block), _reason(block)))
    return records, faults


def _entry(block: Block) -> Entry | None:
    if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        inner = block.ignore_error_block
        return inner if isinstance(inner, Entry) else None
    return block if isinstance(block, Entry) else None


def _record(entry: Entry, block: Block) -> Record:
    record = Record(_line(block))
    record.add("ENTRYTYPE", entry.entry_type, record.line)
    record.add("ID", entry.key, record.line)
    for field in entry.fields:
        name, line = field.key.lower(), (field.start_line or 0) + 1
        for each in _values(name, str(field.value)[: LONGEST + 1]):
            record.add(name, each, line)
    if isinstance(block, DuplicateBlockKeyBlock):
        record.faults.append((record.line, f"the key '{entry.key}' came before"))
    if isinstance(block, DuplicateFieldKeyBlock):
        twice = ", ".join(sorted(block.duplicate_keys))
        record.faults.append((record.line, f"says {twice} more than once"))
    return record


def _values(name: str, value: str) -> Iterable[str]:
    if name in _PEOPLE:
        return [_person(each) for each in split_multiple_persons_names(value)]
    return [_ESCAPED.sub(r"\1", value) if name in _ADDRESSES else plain(value)]


def _person(name: str) -> str:
    """The name as Family, Given; that of a body, which stands in braces, ends with a comma."""
    if name.startswith("{") and name.endswith("}"):
        return f"{plain(name)},"
    try:
        parts = parse_single_name_into_parts(name, strict=False)
    except InvalidNameError:
        return plain(name)
    family = " ".join([*parts.von, *parts.last])
    given = " ".join([*parts.first, *parts.jr])
    return plain(f"{family}, {given}" if given else family)


def _line(block: Block) -> int:
    return (block.start_line or 0) + 1


def _reason(block: Block) -> str:
    error = getattr(block, "error", "")
    reason = " ".join(str(getattr(error, "abort_reason", error)).split()).rstrip(".")
    return f"the entry is broken and was left out ({reason})"
