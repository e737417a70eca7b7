"""The word lists and patterns that stand in the YAML files beside the stage's modules."""

from __future__ import annotations

from functools import cache
from typing import Any

from relcode.rules import content


def rules(name: str) -> dict[str, Any]:
    """The content of `<name>.yaml`."""
    return content(__package__, name)


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The words listed under a key of `<name>.yaml`, blanks between them."""
    return frozenset(str(rules(name)[key]).split())


def lines(name: str, key: str) -> list[str]:
    """The lines under a key of `<name>.yaml`, without empty ones and comments."""
    return [line for line in str(rules(name)[key]).splitlines() if line[:1] not in {"", "#"}]
