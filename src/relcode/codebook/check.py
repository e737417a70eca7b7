"""What must hold between the parts of a codebook: ids, parents, relations, patterns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias, cast

from relcode.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relcode.codebook.lines import Lines, Plain

Row: TypeAlias = "dict[str, Plain]"


def check(lines: Lines) -> None:
    """Note every broken reference, cycle and pattern; parts of a wrong type are passed over."""
    data = cast("Row", lines.value)
    if data.get("codes") in ([], None) and "codes" in data:
        lines.problem(("codes",), "a codebook needs at least one code")
    codes = _ids(lines, data, "codes")
    families = _ids(lines, data, "families", taken=codes)
    _parents(lines, data, codes, families)
    _references(lines, data, codes)
    _former_names(lines, data)
    _relations(lines, data, codes)
    for part in ("lesson_headings", "lesson_markers"):
        _patterns(lines, data, part)


def _rows(data: Row, part: str) -> Iterator[tuple[int, Row]]:
    rows = data.get(part)
    for place, row in enumerate(rows if isinstance(rows, list) else []):
        if isinstance(row, dict):
            yield place, row


def _keys(data: Row, part: str) -> set[str]:
    value = data.get(part)
    return set(value) if isinstance(value, dict) else set()


def _texts(row: Row, key: str) -> Iterator[tuple[int, str]]:
    values = row.get(key)
    for place, value in enumerate(values if isinstance(values, list) else []):
        if isinstance(value, str):
            yield place, value


def _ids(lines: Lines, data: Row, part: str, taken: Mapping[str, str] = {}) -> dict[str, str]:
    """The ids of a part by their folded form: sheets are read back without regard to case."""
    found: dict[str, str] = {}
    for place, row in _rows(data, part):
        name = row.get("id")
        if not isinstance(name, str):
            continue
        other = found.get(name.casefold()) or taken.get(name.casefold())
        if other:
            lines.problem((part, place, "id"), f"the id '{name}' is already that of '{other}'")
        found.setdefault(name.casefold(), name)
    return found


def _known(
    lines: Lines, path: tuple[str | int, ...], name: str, kind: str, valid: set[str]
) -> None:
    if name not in valid:
        lines.problem(path, f"'{name}' is not a {kind}", nearest(name, valid) if valid else "")


def _parents(lines: Lines, data: Row, codes: dict[str, str], families: dict[str, str]) -> None:
    valid = {*codes.values(), *families.values()}
    above: dict[str, set[str]] = {}
    for place, row in _rows(data, "codes"):
        parent = row.get("parent")
        if isinstance(parent, str) and parent:
            _known(lines, ("codes", place, "parent"), parent, "code or family", valid)
            above[str(row.get("id"))] = {parent}
    for place, row in _rows(data, "codes"):
        if _reaches_itself(str(row.get("id")), above):
            lines.problem(("codes", place, "parent"), f"'{row.get('id')}' is its own ancestor")


def _references(lines: Lines, data: Row, codes: dict[str, str]) -> None:
    sources, ids = _keys(data, "sources"), set(codes.values())
    for place, row in _rows(data, "codes"):
        for item, name in _texts(row, "confusions"):
            _known(lines, ("codes", place, "confusions", item), name, "code", ids)
    for part in ("codes", "relations"):
        for place, row in _rows(data, part):
            for item, name in _texts(row, "sources"):
                _known(lines, (part, place, "sources", item), name, "source", sources)
    attributes = data.get("attributes")
    for key, value in attributes.items() if isinstance(attributes, dict) else ():
        for item, name in _texts(value if isinstance(value, dict) else {}, "applies_to"):
            _known(lines, ("attributes", key, "applies_to", item), name, "code", ids)


def _former_names(lines: Lines, data: Row) -> None:
    for place, row in _rows(data, "codes"):
        before: set[str] = set()
        for item, name in _texts(row, "formerly"):
            path = ("codes", place, "formerly", item)
            if name == row.get("id"):
                lines.problem(path, f"'{name}' is called so now", "name earlier ids only")
            elif name in before:
                lines.problem(path, f"'{name}' is named twice")
            before.add(name)


def _relations(lines: Lines, data: Row, codes: dict[str, str]) -> None:
    types, ids = _keys(data, "relation_types"), set(codes.values())
    for place, row in _rows(data, "relations"):
        for end in ("from", "to"):
            name = row.get(end)
            if isinstance(name, str):
                _known(lines, ("relations", place, end), name, "code", ids)
        if isinstance(kind := row.get("type"), str):
            _known(lines, ("relations", place, "type"), kind, "relation type", types)
    for kind in sorted(types):
        described = cast("Row", data["relation_types"])[kind]
        if isinstance(described, dict) and "acyclic" in str(described.get("constraint")):
            _acyclic(lines, data, kind)


def _acyclic(lines: Lines, data: Row, kind: str) -> None:
    after: dict[str, set[str]] = {}
    rows = [(place, row) for place, row in _rows(data, "relations") if row.get("type") == kind]
    for _, row in rows:
        after.setdefault(str(row.get("from")), set()).add(str(row.get("to")))
    for place, row in rows:
        if _reaches_itself(start := str(row.get("from")), after):
            what = f"'{kind}' must not form a cycle, and '{start}' leads back to itself"
            lines.problem(("relations", place), what)


def _reaches_itself(start: str, after: Mapping[str, set[str]]) -> bool:
    waiting, seen = list(after.get(start, ())), set[str]()
    while waiting:
        node = waiting.pop()
        if node == start:
            return True
        if node not in seen:
            seen.add(node)
            waiting.extend(after.get(node, ()))
    return False


def _patterns(lines: Lines, data: Row, part: str) -> None:
    for place, row in _rows(data, part):
        pattern = row.get("pattern")
        if not isinstance(pattern, str):
            continue
        try:
            re.compile(pattern)
        except (re.error, OverflowError, RecursionError) as error:
            lines.problem((part, place, "pattern"), f"not a regular expression: {error}")
