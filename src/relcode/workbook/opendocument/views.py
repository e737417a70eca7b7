"""The view of each sheet: frozen panes and grid lines, as LibreOffice keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcode.workbook.layout import HEAD_ROW
from relcode.workbook.opendocument.markup import attribute, part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FROZEN = "2"  # a split that stays where it is
KINDS = {
    "ViewId": "string",
    "ActiveTable": "string",
    "ShowGrid": "boolean",
    "HorizontalSplitMode": "short",
    "VerticalSplitMode": "short",
    "ActiveSplitRange": "short",
}  # of the others: int


class View(NamedTuple):
    """What is seen of a sheet; a keyed one scrolls under its titles, after its `frozen` columns."""

    sheet: str
    keyed: bool
    frozen: int


def settings(views: Sequence[View]) -> str:
    """The file settings.xml; the first sheet is the one that is open."""
    tables = "".join(
        _entry(_items(_panes(view)), f' config:name="{attribute(view.sheet)}"') for view in views
    )
    tag = "config:config-item-map-named"
    named = f'<{tag} config:name="Tables">{tables}</{tag}>'
    open_sheet = {"ActiveTable": views[0].sheet} if views else {}
    entry = _entry(f"{_items({'ViewId': 'view1'})}{named}{_items(open_sheet)}")
    return part(
        "document-settings",
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        f'<config:config-item-map-indexed config:name="Views">{entry}'
        "</config:config-item-map-indexed></config:config-item-set></office:settings>",
    )


def _panes(view: View) -> dict[str, str]:
    if not view.keyed:
        return {"ShowGrid": "false"}
    frozen = str(view.frozen)
    across = {
        "HorizontalSplitMode": FROZEN,
        "HorizontalSplitPosition": frozen,
        "PositionRight": frozen,
    }
    return {
        **(across if view.frozen else {}),
        "VerticalSplitMode": FROZEN,
        "VerticalSplitPosition": str(HEAD_ROW),
        "ActiveSplitRange": "3" if view.frozen else "2",  # the pane at the bottom (right)
        "PositionBottom": str(HEAD_ROW),
        "ShowGrid": "true",
    }


def _items(values: Mapping[str, str]) -> str:
    return "".join(
        f'<config:config-item config:name="{name}" config:type="{KINDS.get(name, "int")}">'
        f"{attribute(value)}</config:config-item>"
        for name, value in values.items()
    )


def _entry(content: str, name: str = "") -> str:
    return f"<config:config-item-map-entry{name}>{content}</config:config-item-map-entry>"
