"""Looks, widths and heights as named styles of OpenDocument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.workbook.fit import SIZE
from relcode.workbook.look import BLACK, FONT, LINE, Look
from relcode.workbook.opendocument.markup import part

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH = 0.07709  # inches of one unit of width, as LibreOffice takes the widths of Excel
INDENT = "0.1165in"
SCRIPTS = ("", "-asian", "-complex")  # each has a size, weight and slope of its own
FACES = (
    f'<office:font-face-decls><style:font-face style:name="{FONT}" svg:font-family="{FONT}"/>'
    "</office:font-face-decls>"
)
TABLES = {"keyed": ("Rows", "true"), "page": ("Page", "true"), "hidden": ("Page", "false")}
LITERAL = '<number:text-style style:name="literal"><number:text-content/></number:text-style>'
# Rows go over as many pages as they need, other sheets are fitted to one.
PAGES = {"Rows": 'style:scale-to-X="1"', "Page": 'style:scale-to-X="1" style:scale-to-Y="1"'}


class Styles:
    """Gives each look, width and height a name, and writes down what the names mean."""

    def __init__(self) -> None:
        """No style yet."""
        self._cells: dict[Look, str] = {}
        self._rows: dict[tuple[float, bool], str] = {}
        self._columns: dict[float, str] = {}
        self._rules: dict[Look, str] = {}

    def cell(self, look: Look) -> str:
        """The name of a cell's look."""
        return self._cells.setdefault(look, f"ce{len(self._cells) + 1}")

    def row(self, points: float, *, fitted: bool = True) -> str:
        """The name of a height; programs may change a `fitted` one when the text is edited."""
        return self._rows.setdefault((points, fitted), f"ro{len(self._rows) + 1}")

    def column(self, width: float) -> str:
        """The name of a column's width."""
        return self._columns.setdefault(width, f"co{len(self._columns) + 1}")

    def rule(self, look: Look) -> str:
        """The name of a look that cells take on by their content."""
        return self._rules.setdefault(look, f"rule{len(self._rules) + 1}")

    def automatic(self) -> str:
        """The styles that content.xml brings along."""
        styles = f"{LITERAL}{''.join(self._automatic())}{MARKS}{SHEETS}"
        return f"{FACES}<office:automatic-styles>{styles}</office:automatic-styles>"

    def named(self) -> str:
        """The file styles.xml: the default, the looks by content, and the pages."""
        rules = (
            _style(name, "table-cell", _fill(look) + _text(_said(look)), "Default")
            for look, name in self._rules.items()
        )
        default = _style("Default", "table-cell", _text(_font(Look())))
        layouts, pages = ("".join(map(made, PAGES)) for made in (_layout, _page))
        return part(
            "document-styles",
            f"{FACES}<office:styles>{default}{''.join(rules)}</office:styles>"
            f"<office:automatic-styles>{layouts}{FOOT}</office:automatic-styles>"
            f"<office:master-styles>{pages}</office:master-styles>",
        )

    def _automatic(self) -> Iterable[str]:
        for width, name in self._columns.items():
            size = f'<style:table-column-properties style:column-width="{width * WIDTH:.4f}in"/>'
            yield _style(name, "table-column", size)
        for (points, fitted), name in self._rows.items():
            fit = f'style:use-optimal-row-height="{str(fitted).lower()}"'
            size = f'<style:table-row-properties style:row-height="{points:.2f}pt" {fit}/>'
            yield _style(name, "table-row", size)
        for look, name in self._cells.items():
            data = ' style:data-style-name="literal"' if look.literal else ""
            yield _style(name, "table-cell", _cell(look), "Default", data)


def _style(name: str, family: str, content: str, parent: str = "", more: str = "") -> str:
    below = f' style:parent-style-name="{parent}"' if parent else ""
    return (
        f'<style:style style:name="{name}" style:family="{family}"{below}{more}>{content}'
        "</style:style>"
    )


def _cell(look: Look) -> str:
    middle = look.across == "center"
    indent = "0in" if middle or look.running else INDENT
    line = f' fo:border-bottom="0.74pt solid #{LINE}"' if look.lined else ""
    fill = f' fo:background-color="#{look.fill}"' if look.fill else ""
    return (
        f"<style:table-cell-properties{fill}{line}"
        f' fo:wrap-option="{"no-wrap" if look.running else "wrap"}" style:text-align-source="fix"'
        f' style:repeat-content="false" style:vertical-align="{"middle" if middle else "top"}"/>'
        f'<style:paragraph-properties fo:text-align="{"center" if middle else "start"}"'
        f' fo:margin-left="{indent}"/>{_text(_font(look))}'
    )


def _fill(look: Look) -> str:
    if not look.fill:
        return ""
    return f'<style:table-cell-properties fo:background-color="#{look.fill}"/>'


def _text(properties: str) -> str:
    return f"<style:text-properties{properties}/>" if properties else ""


def _font(look: Look) -> str:
    sizes = "".join(_for_script(script, look.size or SIZE) for script in SCRIPTS)
    return f' style:font-name="{FONT}"{sizes}{_said(look._replace(color=look.color or BLACK))}'


def _for_script(script: str, size: int) -> str:
    return f' {"style" if script else "fo"}:font-size{script}="{size}pt"'


def _said(look: Look) -> str:
    """Colour, weight and slope, where the look says something of them."""
    color = f' fo:color="#{look.color}"' if look.color else ""
    weight, slope = "", ""
    for script in SCRIPTS:
        prefix = "style" if script else "fo"
        weight += f' {prefix}:font-weight{script}="bold"' * look.bold
        slope += f' {prefix}:font-style{script}="italic"' * look.italic
    return color + weight + slope


def _layout(page: str) -> str:
    return (
        f'<style:page-layout style:name="{page}Layout"><style:page-layout-properties'
        ' fo:page-width="11.6929in" fo:page-height="8.2681in" style:print-orientation="landscape"'
        ' fo:margin-top="0.4in" fo:margin-bottom="0.3in" fo:margin-left="0.4in"'
        ' fo:margin-right="0.4in" style:first-page-number="continue"'
        f" {PAGES[page]}/><style:footer-style>"
        '<style:header-footer-properties fo:min-height="0.3in" fo:margin-top="0.1in"/>'
        "</style:footer-style></style:page-layout>"
    )


def _page(page: str) -> str:
    return (
        f'<style:master-page style:name="{page}" style:page-layout-name="{page}Layout">'
        '<style:header style:display="false"/><style:footer><text:p><text:span'
        ' text:style-name="foot"><text:sheet-name>???</text:sheet-name> · '
        "<text:page-number>1</text:page-number> / <text:page-count>1</text:page-count>"
        "</text:span></text:p></style:footer></style:master-page>"
    )


FOOT = _style("foot", "text", _text(_font(Look())))
MARKS = "".join(
    _style(name, "text", _text(_said(look)))
    for name, look in {"bold": Look(bold=True), "italic": Look(italic=True)}.items()
)
SHEETS = "".join(
    _style(
        name,
        "table",
        f'<style:table-properties table:display="{shown}" style:writing-mode="lr-tb"/>',
        more=f' style:master-page-name="{page}"',
    )
    for name, (page, shown) in TABLES.items()
)
