"""What stands around the sheets of an OpenDocument workbook: lists, names, filters, facts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from relcode.workbook.form import CHOOSE, LISTS, NOT_LISTED
from relcode.workbook.opendocument.markup import attribute, part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from relcode.workbook.form import Offer
    from relcode.workbook.opendocument.sheet import OpenDocumentSheet

KIND = "application/vnd.oasis.opendocument.spreadsheet"
FILES = ("content.xml", "styles.xml", "settings.xml", "meta.xml")
# As in Excel, and not as OpenDocument has it by default: "*" and "." are no regular expression.
RULES = (
    '<table:calculation-settings table:case-sensitive="false"'
    ' table:automatic-find-labels="false" table:use-regular-expressions="false"'
    ' table:use-wildcards="true"/>'
)
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def drop_downs(sheets: Iterable[OpenDocumentSheet]) -> str:
    """The drop-downs that cells refer to, each by the name of its list."""
    bases = {name: sheet.corner() for sheet in sheets for name in sheet.offered}
    return _wrapped("content-validations", [_drop_down(name, bases[name]) for name in bases])


def names(offers: Sequence[Offer]) -> str:
    """The names of the lists of choices."""
    return _wrapped(
        "named-expressions",
        [
            f'<table:named-range table:name="{attribute(name)}" table:base-cell-address="'
            f'$&apos;{LISTS}&apos;.$A$1" table:cell-range-address="'
            f'$&apos;{LISTS}&apos;.${letter}$2:.${letter}${last}"/>'
            for name, letter, last in offers
        ],
    )


def filters(sheets: Sequence[OpenDocumentSheet]) -> str:
    """The filter of each sheet with keys, named as LibreOffice names the filter of a sheet."""
    return _wrapped(
        "database-ranges",
        [
            f'<table:database-range table:name="__Anonymous_Sheet_DB__{number}"'
            f' table:target-range-address="{sheet.address(sheet.layout.filtered())}"'
            ' table:display-filter-buttons="true"/>'
            for number, sheet in enumerate(sheets)
            if sheet.layout.keyed
        ],
    )


def properties(title: str, facts: Mapping[str, str]) -> str:
    """The file meta.xml: who, when, what, and the facts as properties of the document."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    own = "".join(
        f'<meta:user-defined meta:name="relcode.{attribute(key)}" meta:value-type="string">'
        f"{attribute(value)}</meta:user-defined>"
        for key, value in facts.items()
    )
    return part(
        "document-meta",
        f"<office:meta><meta:generator>relcode</meta:generator><dc:title>{attribute(title)}"
        "</dc:title><meta:initial-creator>relcode</meta:initial-creator><dc:creator>relcode"
        f"</dc:creator><meta:creation-date>{now}</meta:creation-date><dc:date>{now}</dc:date>"
        f"{own}</office:meta>",
    )


def manifest() -> str:
    """The file META-INF/manifest.xml: what the package holds."""
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="text/xml"/>'
        for path in FILES
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="{MANIFEST}"'
        ' manifest:version="1.3"><manifest:file-entry manifest:full-path="/"'
        f' manifest:version="1.3" manifest:media-type="{KIND}"/>{listed}</manifest:manifest>'
    )


def _drop_down(name: str, base: str) -> str:
    return (
        f'<table:content-validation table:name="{attribute(name)}"'
        f' table:condition="of:cell-content-is-in-list({attribute(name)})"'
        ' table:allow-empty-cell="true" table:display-list="unsorted"'
        f' table:base-cell-address="{base}"><table:error-message table:message-type="stop"'
        f' table:title="{NOT_LISTED}" table:display="true"><text:p>{CHOOSE}</text:p>'
        "</table:error-message></table:content-validation>"
    )


def _wrapped(name: str, entries: Sequence[str]) -> str:
    return f"<table:{name}>{''.join(entries)}</table:{name}>" if entries else ""
