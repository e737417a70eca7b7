"""The reason for a coding in a few words, for a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.terms import MACHINE
from relcode.why import readable

if TYPE_CHECKING:
    from relcode.terms import Coding


def reason(coding: Coding, text: str) -> str:
    """The code with what speaks for it; `text` is that of the source."""
    role = "" if coding.role == "none" else f" as {coding.role}"
    head = f"{_hint(coding)}{coding.code}{role} ({grounds(coding)})"
    return ": ".join(filter(None, (head, evidence(coding, text))))


def grounds(coding: Coding) -> str:
    """How it is meant and how sure it is, or who decided it."""
    if coding.status not in MACHINE:
        return f"{coding.status} by {coding.coder}"
    sure = "" if coding.probability is None else f", {coding.probability:.0%} sure"
    return f"{coding.stance}{sure}"


def evidence(coding: Coding, text: str) -> str:
    """The words that a person named or that a suggestion rests on, or who suggested it."""
    named = ", ".join(f"“{' '.join(text[start:end].split())}”" for start, end in coding.spans)
    maker = coding.coder if coding.status in MACHINE else ""
    return named or readable(coding.why, text, short=True) or maker


def _hint(coding: Coding) -> str:
    return "maybe " if coding.status == "candidate" else ""
