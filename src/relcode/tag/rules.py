"""The word lists and rules that stand beside the modules as YAML."""

from __future__ import annotations

from typing import Any

from relcode.rules import content


def rules(name: str) -> dict[str, Any]:
    """The content of `<name>.yaml`."""
    return content(__package__, name)
