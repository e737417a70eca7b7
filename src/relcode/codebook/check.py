"""What must hold between the parts of a codebook: ids, parents, relations, patterns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias, cast

from relcode.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from relcode.codebook.lines import Lines, Path, Plain

Row: TypeAlias = "dict[str, Plain]"


def check(lines: Lines) -> None:
    """Note every broken reference, cycle and pattern; parts of a wrong type are passed over.

    A code that has a new name, and is called by its old one in several places, is noted once.
    """
    data = cast("Row", lines.value)
    if data.get("codes") in ([], None) and "codes" in data:
        lines.problem(("codes",), "a codebook needs at least one code")
    codes = _ids(lines, data, "codes")
    families = _ids(lines, data, "families", taken=codes)
    names = _Names(lines, set(codes.values()), _renamed(data, codes))
    _parents(names, data, families)
    _references(names, data)
    _former_names(lines, data)
    _relations(names, data)
    names.tell()
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


def _renamed(data: Row, codes: Mapping[str, str]) -> dict[str, list[str]]:
    """The codes that take over a name that is none any more."""
    found: dict[str, list[str]] = {}
    for _, row in _rows(data, "codes"):
        for _, name in _texts(row, "formerly"):
            if name not in codes.values() and isinstance(row.get("id"), str):
                found.setdefault(name, []).append(str(row["id"]))
    return found


class _Names:
    """Looks up what a codebook mentions by name, and notes what is not there."""

    def __init__(self, lines: Lines, codes: set[str], renamed: Mapping[str, list[str]]) -> None:
        self.lines = lines
        self._codes = codes
        self._renamed = renamed
        self._old: dict[str, set[int]] = {}

    def code(
        self, path: Path, name: str, kind: str = "code", more: Collection[str] = frozenset()
    ) -> None:
        """Note a mention that is no code, nor one of the names that may stand there too."""
        if name in self._renamed and name not in more:
            self._old.setdefault(name, set()).add(self.lines.line(path))
        else:
            self.known(path, name, kind, self._codes.union(more))

    def known(self, path: Path, name: str, kind: str, valid: set[str]) -> None:
        """Note a mention that is not among the valid names."""
        if name not in valid:
            fix = nearest(name, valid) if valid else ""
            self.lines.problem(path, f"'{name}' is not a {kind}", fix)

    def tell(self) -> None:
        """Note each old name once, with all lines where it stands."""
        for name, places in self._old.items():
            new = self._renamed[name]
            shown = ", ".join(map(str, sorted(places)))
            where = f"line{'s' if len(places) > 1 else ''} {shown}"
            is_now = " or ".join(f"'{code}'" for code in new)
            fix = f"write {' or '.join(new)} in {where}"
            self.lines.problem_in(min(places), f"'{name}' is {is_now} now", fix)


def _parents(names: _Names, data: Row, families: dict[str, str]) -> None:
    above: dict[str, set[str]] = {}
    for place, row in _rows(data, "codes"):
        parent = row.get("parent")
        if isinstance(parent, str) and parent:
            path = ("codes", place, "parent")
            names.code(path, parent, "code or family", families.values())
            above[str(row.get("id"))] = {parent}
    for place, row in _rows(data, "codes"):
        if _reaches_itself(str(row.get("id")), above):
            what = f"'{row.get('id')}' is its own ancestor"
            names.lines.problem(("codes", place, "parent"), what)


def _references(names: _Names, data: Row) -> None:
    sources = _keys(data, "sources")
    for place, row in _rows(data, "codes"):
        for item, name in _texts(row, "confusions"):
            names.code(("codes", place, "confusions", item), name)
    for part in ("codes", "relations"):
        for place, row in _rows(data, part):
            for item, name in _texts(row, "sources"):
                names.known((part, place, "sources", item), name, "source", sources)
    attributes = data.get("attributes")
    for key, value in attributes.items() if isinstance(attributes, dict) else ():
        for item, name in _texts(value if isinstance(value, dict) else {}, "applies_to"):
            names.code(("attributes", key, "applies_to", item), name)


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


def _relations(names: _Names, data: Row) -> None:
    types = _keys(data, "relation_types")
    for place, row in _rows(data, "relations"):
        for end in ("from", "to"):
            name = row.get(end)
            if isinstance(name, str):
                names.code(("relations", place, end), name)
        if isinstance(kind := row.get("type"), str):
            names.known(("relations", place, "type"), kind, "relation type", types)
    for kind in sorted(types):
        described = cast("Row", data["relation_types"])[kind]
        if isinstance(described, dict) and "acyclic" in str(described.get("constraint")):
            _acyclic(names.lines, data, kind)


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
