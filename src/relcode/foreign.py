"""Tell by its first bytes what a file is that came under the wrong name."""

from __future__ import annotations

from relcode.rules import content

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Office files before 2007

_ENCRYPTION = "EncryptionInfo".encode("utf-16-le")
_WORKBOOK = ("Workbook".encode("utf-16-le"), "Book\0".encode("utf-16-le"))


def encrypted(data: bytes) -> bool:
    """Whether an OLE2 container wraps an encrypted document, MS-OFFCRYPTO section 2.3."""
    return _ENCRYPTION in data


def is_old_workbook(data: bytes) -> bool:
    """Whether the file is an Excel workbook from before 2007 (.xls)."""
    return data.startswith(OLE2) and not encrypted(data) and any(each in data for each in _WORKBOOK)


def kind_of(data: bytes) -> str:
    """What the file is, as a clause such as "it is a PDF", as far as its bytes tell."""
    if not data.strip():
        return "it is empty"
    known = foreign(data)
    return f"it {known['what']}" if known else "its content is something else"


def foreign(data: bytes) -> dict[str, str] | None:
    """`what` a file that is no text of any kind read here is, and the `fix`; None if unknown."""
    kinds: list[dict[str, str]] = content("relcode", "foreign")["foreign"]
    return next((kind for kind in kinds if data.startswith(kind["begins"].encode("latin-1"))), None)
