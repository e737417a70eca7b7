"""The sheets around the segments: what to do, and what the codes mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.export.review_words import column, words
from relcode.workbook import Look, Shown

if TYPE_CHECKING:
    from relcode.codebook import Code, Codebook, Family
    from relcode.export.review_choice import Choice
    from relcode.study import Study
    from relcode.workbook import Sheet, Value, Workbook


def ordered(codebook: Codebook) -> list[Code]:
    """The codes as a reviewer looks for them: by family, children under their parent."""
    tops = [*(family.id for family in codebook.families), ""]
    return [code for top in tops for code in codebook.descendants(top)]


def family_looks(codebook: Codebook) -> dict[str, Look]:
    """The colour of each family by its id."""
    colours = words()["families"]
    return {
        family.id: Look(fill=colours[place % len(colours)])
        for place, family in enumerate(codebook.families)
    }


def write_readme(book: Workbook, study: Study, codebook: Codebook, choice: Choice) -> None:
    """Add the sheet that a reviewer sees first."""
    said = words()["readme"]
    styles = {key: Look(**said[key]) for key in ("title", "subtitle", "section", "label")}
    page = book.sheet("README", [column(entry) for entry in said["columns"]])
    page.append({"label": Shown(said["heading"], styles["title"])})
    page.append({"label": Shown(_size(study, codebook), styles["subtitle"])})
    if not choice.every:
        page.append({"text": _sampled(choice)})
    _section(page, "What to do")
    for number, (label, text) in enumerate(said["steps"], start=1):
        page.append({"label": Shown(f"{number}  {label}", styles["label"]), "text": text})
    _section(page, "What the colours mean")
    for kind, text in said["colours"]:
        page.append({"label": Shown(kind, Look(**words()["rows"][kind])), "text": text})
    for family in codebook.families:
        shown = Shown(family.name, family_looks(codebook)[family.id])
        page.append({"label": shown, "text": _described(codebook, family)})
    page.finish()


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


def _section(page: Sheet, title: str) -> None:
    page.append({})
    page.append({"label": Shown(title, Look(**words()["readme"]["section"]))})


def _size(study: Study, codebook: Codebook) -> str:
    counts = study.counts()
    return (
        f"{counts.sources:,} sources · {counts.segments:,} segments · {counts.suggested:,} codes"
        f" suggested · codebook {codebook.name} {codebook.version}"
    )


def _sampled(choice: Choice) -> str:
    worth, rest = choice.share_worth, choice.share_rest
    kept = "all" if worth >= 1 else f"a random {worth:.1%}"
    return (
        f"The study is too large for one sheet. It holds {kept} of the {choice.worth:,} segments"
        f" with a code, a hint or a lesson, and a random {rest:.2%} of the other {choice.rest:,}"
        f" (drawn with seed {choice.seed}, so another export draws the same). Interviewers' turns,"
        " headings and the like are left out; segments.csv holds everything."
    )


def _described(codebook: Codebook, family: Family) -> str:
    codes = [code.id for code in codebook.descendants(family.id)]
    return ": ".join(part for part in (family.description, ", ".join(codes)) if part)


def _listed(lines: tuple[str, ...]) -> str:
    return "\n".join(f"• {line}" for line in lines)


def _edges(code: Code) -> tuple[str, ...]:
    edges = (f"{edge.decide.upper()}: {edge.text} ({edge.why})" for edge in code.borderline)
    return (*edges, *(f"NO: {miss.text} ({miss.why})" for miss in code.near_miss))
