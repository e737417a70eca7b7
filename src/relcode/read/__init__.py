"""Read files of many formats into sources: normalised text, blocks, turns, sections."""

from __future__ import annotations

from relcode.read.finding import find, passed_over, suffixes
from relcode.read.sources import content, source

__all__ = ["content", "find", "passed_over", "source", "suffixes"]
