"""Read files of many formats into sources: normalised text, blocks, turns, sections."""

from __future__ import annotations

from relcode.read.sources import find, readable, source

__all__ = ["find", "readable", "source"]
