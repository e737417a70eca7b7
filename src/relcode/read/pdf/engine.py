"""Which engine finds the lines of PDFs: pdfminer.six, or pdf-oxide where it is asked for."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING

from relcode.errors import RelcodeError, nearest
from relcode.read.pdf.numbered import without_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.read.pdf.lines import Page

VARIABLE = "RELCODE_PDF_ENGINE"
ENGINES = ("pdfminer", "oxide")
_EXTRA = "pdf-fast"


def pages(data: bytes) -> Iterator[Page]:
    """The pages in order, by the engine that RELCODE_PDF_ENGINE names; pdfminer is the usual one.

    A file that the faster engine cannot read to its end is read by the usual one. Raises
    RelcodeError where the named engine is unknown or not installed, else what pdfminer raises.
    """
    from relcode.read.pdf import miner  # noqa: PLC0415 - heavy

    found = None
    if _wanted() == "oxide":
        from relcode.read.pdf import oxide  # noqa: PLC0415 - may not be installed

        found = oxide.pages(data)
    for page in miner.pages(data) if found is None else found:
        yield page._replace(lines=without_numbers(page.lines))


def _wanted() -> str:
    name = os.environ.get(VARIABLE) or ENGINES[0]
    if name not in ENGINES:
        message = f"{VARIABLE} names no PDF engine: '{name}'"
        raise RelcodeError(message, fix=nearest(name, ENGINES))
    if name == "oxide" and find_spec("pdf_oxide") is None:
        message = f"{VARIABLE} asks for pdf-oxide, which is not installed"
        raise RelcodeError(message, fix=f"pip install 'relcode[{_EXTRA}]'")
    return name
