"""Read YAML into plain values, all scalars as text, remembering the line of every value."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from relcode.errors import RelcodeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ruamel.yaml.nodes import Node

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
Path: TypeAlias = tuple[str | int, ...]

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
DEPTH = 20


class Lines:
    """The values of one YAML text, the line of each, and the problems met in reading it."""

    def __init__(self, text: str, where: str) -> None:
        """Read the text; what is not YAML at all is a problem and leaves the value None."""
        self.where = where
        self.problems: list[tuple[int, RelcodeError]] = []
        self._line: dict[Path, int] = {}
        self._seen: set[int] = set()
        self.value: Plain = None
        root = self._compose(text)
        if root is not None:
            self.value = self._plain(root, ())

    def problem(self, path: Path, what: str, fix: str = "") -> None:
        """Note a problem at a path, or at the nearest place above it that stands in the file."""
        self.problem_in(self.line(path), what, fix)

    def problem_in(self, line: int, what: str, fix: str = "") -> None:
        """Note a problem in a line."""
        self.problems.append((line, RelcodeError(what, where=f"{self.where}:{line}", fix=fix)))

    def line(self, path: Path) -> int:
        """The line of what stands at a path, or of the nearest place above it in the file."""
        while path and path not in self._line:
            path = path[:-1]
        return self._line.get(path, 1)

    def sorted(self) -> list[RelcodeError]:
        """All problems in the order of the file, each once."""
        ordered = sorted(self.problems, key=lambda problem: problem[0])
        return list({str(error): error for _, error in ordered}.values())

    def _compose(self, text: str) -> Node | None:
        try:
            return YAML(typ="safe", pure=True).compose(text)  # type: ignore[no-any-return]
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self.problem_in(mark.line + 1 if mark else 1, f"not valid YAML: {error.problem}")
        except ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            self.problem_in(line, f"not valid YAML: character U+{int(error.character):04X}")
        except (YAMLError, RecursionError) as error:
            self.problem_in(1, f"not valid YAML: {type(error).__name__}")
        return None

    def _plain(self, node: Node, path: Path) -> Plain:
        self._line.setdefault(path, node.start_mark.line + 1)
        if len(path) > DEPTH or (node.value and id(node) in self._seen):
            self.problem_in(
                node.start_mark.line + 1, "an alias or deep nesting", "write the text out"
            )
            return None
        self._seen.add(id(node))
        if isinstance(node, SequenceNode):
            return [self._plain(item, (*path, place)) for place, item in enumerate(node.value)]
        if isinstance(node, MappingNode):
            return dict(self._pairs(node.value, path))
        return _scalar(node)

    def _pairs(self, pairs: Iterable[tuple[Node, Node]], path: Path) -> Iterator[tuple[str, Plain]]:
        first: dict[str, int] = {}
        for key_node, value_node in pairs:
            line, key = key_node.start_mark.line + 1, str(key_node.value)
            if not isinstance(key_node, ScalarNode):
                self.problem_in(line, "a key must be plain text")
            elif key in first:
                self.problem_in(
                    line, f"duplicate key '{key}'", f"it stands in line {first[key]} too"
                )
            else:
                first[key] = self._line[(*path, key)] = line
                yield key, self._plain(value_node, (*path, key))


def _scalar(node: Node) -> str | None:
    # The model decides on types, so that `no: NO` and `version: 1.0` stay as written.
    value = str(node.value)
    plain = isinstance(node, ScalarNode) and node.style is None
    return None if plain and value in NULLS else value
