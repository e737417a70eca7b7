"""Tell by its first bytes what a file is that came under the wrong name."""

from __future__ import annotations

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Office files before 2007

_ENCRYPTION = "EncryptionInfo".encode("utf-16-le")
_WORKBOOK = ("Workbook".encode("utf-16-le"), "Book\0".encode("utf-16-le"))
_MAGIC = (
    (b"%PDF", "it is a PDF file"),
    (b"\x89PNG", "it is a PNG picture"),
    (b"\xff\xd8\xff", "it is a JPEG picture"),
    (b"GIF8", "it is a GIF picture"),
    (b"{\\rtf", "it is an RTF document"),
    (b"PK", "it is a zip archive"),
    (OLE2, "it is an Office file from before 2007, or an encrypted one"),
    (b"ID3", "it is a sound recording"),
    (b"RIFF", "it is a sound or video recording"),
)


def encrypted(data: bytes) -> bool:
    """Whether an OLE2 container wraps an encrypted document, MS-OFFCRYPTO section 2.3."""
    return _ENCRYPTION in data


def is_old_workbook(data: bytes) -> bool:
    """Whether the file is an Excel workbook from before 2007 (.xls)."""
    return data.startswith(OLE2) and not encrypted(data) and any(each in data for each in _WORKBOOK)


def kind_of(data: bytes) -> str:
    """What the file is, as a clause such as "it is a PDF file", as far as its bytes tell."""
    if not data.strip():
        return "it is empty"
    if data[4:8] == b"ftyp":
        return "it is a video or sound recording"
    known = (clause for magic, clause in _MAGIC if data.startswith(magic))
    return next(known, "its content is something else")
