"""The word lists and patterns that stand as YAML beside the modules that go by them."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

if TYPE_CHECKING:
    from collections.abc import Iterable


@cache
def content(package: str, name: str) -> dict[str, Any]:
    """The content of `<name>.yaml` in a package, read once."""
    text = files(package).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return loaded


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern that matches what any of these does, in any case."""
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)
