"""The word lists and rules that stand beside the modules as YAML."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML


@cache
def rules(name: str) -> dict[str, Any]:
    """The content of `<name>.yaml`, read once."""
    text = files("relcode.tag").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = YAML(typ="safe").load(text)
    return content
