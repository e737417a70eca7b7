"""File formats as LibreOffice opens and saves them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from places import properties

if TYPE_CHECKING:
    from pathlib import Path

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "csv": "Text - txt - csv (StarCalc)"}
ENCODINGS = {"utf-8": 76, "windows-1252": 1, "utf-16": 65535}  # LibreOffice's numbers
TEXT_COLUMNS = 256  # so many columns are opened as text where that is asked for


def opened(desktop: Any, path: Path, how: dict[str, Any]) -> Any:
    """The document in the file; raises ValueError where LibreOffice cannot open it."""
    options = properties(Hidden=True)
    if path.suffix == ".csv":
        columns = ""
        if how.get("as_text"):
            columns = "/".join(f"{number}/2" for number in range(1, TEXT_COLUMNS + 1))
        tokens = f"{_cut(how)},1,{columns},0,false,false,false,false"
        options = properties(Hidden=True, FilterName=FILTERS["csv"], FilterOptions=tokens)
    document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, options)
    if document is None:
        message = f"LibreOffice cannot open {path.name}"
        raise ValueError(message)
    document.IsAdjustHeightEnabled = False  # a very long text would take seconds to lay out
    return document


def save(document: Any, path: Path, form: str, how: dict[str, Any]) -> None:
    """Save as a format; of CSV the sheet that `how` names, else the one with a column `_id`."""
    tokens = ""
    if form == "csv":
        number = 1 + document.Sheets.ElementNames.index(how["sheet"])
        quoted = str(how.get("quoted", False)).lower()
        tokens = f"{_cut(how)},1,,0,{quoted},true,true,false,false,{number}"
    document.storeToURL(
        path.as_uri(), properties(FilterName=FILTERS[form], FilterOptions=tokens, Overwrite=True)
    )
    if form == "csv":  # LibreOffice adds the name of the sheet
        path.with_name(f"{path.stem}-{how['sheet']}{path.suffix}").replace(path)


def _cut(how: dict[str, Any]) -> str:
    return f"{ord(how.get('separator', ','))},34,{ENCODINGS[how.get('encoding', 'utf-8')]}"
