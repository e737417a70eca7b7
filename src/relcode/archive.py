"""Open a zip archive (.docx, .odt, .xlsx …) only after it is known to be sound and of fair size."""

from __future__ import annotations

import re
import zlib
from contextlib import contextmanager
from io import BytesIO
from typing import IO, TYPE_CHECKING
from zipfile import BadZipFile, LargeZipFile, ZipFile

from relcode.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipInfo

MEMBERS = 10_000  # a long report with a picture on every page has some hundreds
TOTAL = 512 * 2**20  # bytes unpacked: as much as a small machine can spare
XML = 128 * 2**20  # bytes of one XML member, which takes some ten times that once parsed
STREAMED = 2 * 2**30  # bytes unpacked that a reader may walk through which keeps little of them
RATIO = 200  # text shrinks to a tenth or twentieth; a bomb to a thousandth
SMALL = 4 * 2**20  # bytes: a smaller member may shrink as it likes, it can do no harm

_CHUNK = 2**20
_ENCRYPTED = 0x1  # the bit of a member's flags: APPNOTE.TXT of the zip format, section 4.4.4
# old OpenOffice put a document type there; nothing reads these as XML
_UNPARSED = ("META-INF/", "Basic/", "Dialogs/")
_PREVIEW = 64 * 2**10
_BROKEN = (BadZipFile, LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
# an encoding in which a document type would escape the search for it; Office and OpenDocument
# files are in UTF-8 or UTF-16
_ODD_ENCODING = re.compile(
    rb"""^[^>]{0,200}?encoding\s*=\s*["'](?!utf-?8|utf-?16|us-ascii|iso-8859-|windows-125)""",
    re.IGNORECASE,
)


def open_guarded(data: bytes, name: str, *, streamed: bool = False, only: str = "") -> ZipFile:
    """The archive, every XML member of which was unpacked once and found whole and harmless.

    `streamed` allows the size of a workbook of a million rows, for readers that parse no large
    member as a whole; `only` names the one member to unpack, for readers that look at no other.
    Raises UnreadableError for an archive that is damaged, empty, encrypted, larger unpacked than
    the limits above, or holding XML with a document type, the vehicle of entity bombs.
    """
    with unpacking(name):
        archive = ZipFile(BytesIO(data))
        members = archive.infolist()
        _check_sizes(members, name, streamed=streamed)
        for member in members:
            is_markup = member.filename.lower().endswith((".xml", ".rels"))
            if is_markup and only in ("", member.filename):
                with archive.open(member) as content:
                    _unpack(content, member.filename, name)
    return archive


@contextmanager
def unpacking(name: str) -> Iterator[None]:
    """Within it, whatever shows that an archive is damaged is raised as UnreadableError."""
    try:
        yield
    except (*_BROKEN, OSError, ValueError) as error:
        message = "the file is cut off or damaged: it is a zip archive that cannot be unpacked"
        fix = "copy or download it again, or open it in its own program and save it anew"
        raise UnreadableError(message, where=name, fix=fix) from error


def is_archive(data: bytes) -> bool:
    """Whether the bytes begin like a zip archive, even one that is empty or cut off."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def preview(data: bytes, member: str) -> bytes | None:
    """The first 64 KiB of a member, b"" if it is not there, None if the archive is damaged."""
    try:
        with ZipFile(BytesIO(data)) as archive, archive.open(member) as content:
            return content.read(_PREVIEW)
    except KeyError:
        return b""
    except (*_BROKEN, OSError, ValueError):
        return None


def _check_sizes(members: list[ZipInfo], name: str, *, streamed: bool) -> None:
    if not members:
        message = "the file is an empty zip archive: there is no document in it"
        raise UnreadableError(message, where=name, fix="export the document again")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        message = "the file is encrypted"
        raise UnreadableError(message, where=name, fix="save a copy of it without a password")
    if message := _too_much(members, *((STREAMED, STREAMED) if streamed else (TOTAL, XML))):
        fix = "if you trust the file, open it in its own program and save it anew, in parts"
        raise UnreadableError(message, where=name, fix=fix)


def _too_much(members: list[ZipInfo], most: int, xml: int) -> str:
    if len(members) > MEMBERS:
        return f"the file holds {len(members):,} parts, more than the {MEMBERS:,} allowed"
    total = sum(member.file_size for member in members)
    if total > most:
        return f"the file unpacks to {total:,} bytes, more than the {most:,} allowed"
    for member in members:
        size, times = member.file_size, member.file_size // max(1, member.compress_size)
        if size > SMALL and times > RATIO:
            return f"{member.filename} in the file unpacks to {times:,} times its size: a zip bomb"
        if size > xml and member.filename.lower().endswith(".xml"):
            return f"{member.filename} in the file has {size:,} bytes, more than {xml:,}"
    return ""


def _unpack(content: IO[bytes], member: str, name: str) -> None:
    """Read a member to its end, which shows whether its size and checksum are true."""
    tail, first = b"", True
    while chunk := content.read(_CHUNK):
        # without the zeros of UTF-16
        text = tail + chunk.replace(b"\0", b"")
        odd = b"<!DOCTYPE" in text or (first and _ODD_ENCODING.search(text[:300]))
        if odd and not member.startswith(_UNPARSED):
            message = f"{member} in the file has a document type, which no document needs"
            fix = "do not trust it; if you do, open it in its own program and save it anew"
            raise UnreadableError(message, where=name, fix=fix)
        tail, first = text[-16:], False
