"""The sheets around the segments: what to do, and what the codes mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relcode.review.page import ordered
from relcode.review.words import column, words
from relcode.workbook import Look, Shown

if TYPE_CHECKING:
    from relcode.codebook import Code, Codebook, Family
    from relcode.review.page import Page
    from relcode.study import Study
    from relcode.workbook import Sheet, Value, Workbook


def family_looks(codebook: Codebook) -> dict[str, Look]:
    """The colour of each family by its id."""
    colours = words()["families"]
    return {
        family.id: Look(fill=colours[place % len(colours)])
        for place, family in enumerate(codebook.families)
    }


def write_readme(book: Workbook, study: Study, codebook: Codebook, page: Page) -> None:
    """Add the sheet that a coder sees first: no word about what does not apply to this one."""
    said = words()["readme"]
    sheet = book.sheet("README", [column(entry) for entry in said["columns"]])
    sheet.append({"label": Shown(said["headings"][page.round.kind], Look(**said["title"]))})
    sheet.append({"label": Shown(_size(study, codebook, page), Look(**said["subtitle"]))})
    if page.choice.said:
        sheet.append({"text": page.choice.said})
    sheet.append({})
    _lines(sheet, _facts(page))
    codes = [code.id for code in ordered(codebook)]
    examples = {"code": codes[0], "other": codes[-1]}
    for section in filter(page.parts.has, said["sections"]):
        _title(sheet, section["title"])
        lines = [(line["label"], line["text"]) for line in filter(page.parts.has, section["lines"])]
        shown = [(label.format(**examples), text) for label, text in lines]
        if "numbered" in section:
            shown = [(f"{n}  {label}", text) for n, (label, text) in enumerate(shown, start=1)]
        _lines(sheet, shown)
    _colours(sheet, codebook, page)
    sheet.finish()


def write_codebook(book: Workbook, codebook: Codebook) -> None:
    """Add the sheet that explains every code."""
    columns = [column(entry) for entry in words()["codebook"]]
    sheet = book.sheet("Codebook", columns, Look(**words()["head"]), frozen="code")
    looks = family_looks(codebook)
    for code in ordered(codebook):
        family = codebook.family(code.id)
        own = looks[family.id] if family else Look()
        values: dict[str, Value] = {
            "family": Shown(family.name if family else None, own),
            "code": Shown(f"{code.id}\n{code.name}", own._replace(bold=code.core)),
            "definition": code.definition,
            "use": code.use,
            "avoid": code.avoid,
            "typical": _listed(code.typical),
            "borderline": _listed(_edges(code)),
            "confusions": ", ".join(code.confusions),
        }
        sheet.append(values)
    sheet.finish()


def _title(sheet: Sheet, title: str) -> None:
    sheet.append({})
    sheet.append({"label": Shown(title, Look(**words()["readme"]["section"]))})


def _lines(sheet: Sheet, lines: list[tuple[str, str]]) -> None:
    label = Look(**words()["readme"]["label"])
    for title, text in lines:
        sheet.append({"label": Shown(title, label), "text": text})


def _colours(sheet: Sheet, codebook: Codebook, page: Page) -> None:
    said = words()["readme"]
    kinds = [entry for entry in said["colours"] if page.parts.has(entry)]
    _title(sheet, said["colours_title"])
    for entry in kinds:
        look = Look(**words()["rows"][entry["kind"]])
        sheet.append({"label": Shown(entry["kind"], look), "text": entry["text"]})
    for family in codebook.families:
        shown = Shown(family.name, family_looks(codebook)[family.id])
        sheet.append({"label": shown, "text": _described(codebook, family)})


def _size(study: Study, codebook: Codebook, page: Page) -> str:
    counts = study.counts()
    parts = [f"{counts.sources:,} sources", f"{counts.segments:,} segments"]
    if page.parts.suggests:
        parts.append(f"{counts.suggested:,} codes suggested")
    return " · ".join([*parts, f"codebook {codebook.name} {codebook.version}"])


def _facts(page: Page) -> list[tuple[str, str]]:
    """Whose sheet it is, of which round, and how it comes back."""
    said: dict[str, Any] = words()["readme"]
    values = {
        "coder": page.sheet.coder or said["anyone"],
        "as_coder": "" if page.sheet.coder else " --coder NAME",
        "round": page.round.name,
        "rows": f"{page.size:,} from {len(page.rows):,} sources",
    }
    return [(label, text.format(**values)) for label, text in said["facts"]]


def _described(codebook: Codebook, family: Family) -> str:
    codes = [code.id for code in codebook.descendants(family.id)]
    return ": ".join(part for part in (family.description, ", ".join(codes)) if part)


def _listed(lines: tuple[str, ...]) -> str:
    return "\n".join(f"• {line}" for line in lines)


def _edges(code: Code) -> tuple[str, ...]:
    edges = (f"{edge.decide.upper()}: {edge.text} ({edge.why})" for edge in code.borderline)
    return (*edges, *(f"NO: {miss.text} ({miss.why})" for miss in code.near_miss))
