"""Fictional papers in JATS, for the tests of what systematic reviewers ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode import pipeline
from relcode.study import Study
from small_study import book

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    Section = tuple[str, Sequence[str]]

ORCHARD: tuple[Section, ...] = (
    (
        "Abstract",
        [
            "The aim of this study was to build a partnership of growers and clinics in Malawi.",
        ],
    ),
    (
        "Methods",
        [
            "We carried out a cluster randomised trial in twelve primary care clinics.",
            (
                "We worked closely with the Lake District Growers Association and the Ministry of"
                " Food and Health, and with community health workers."
            ),
        ],
    ),
    (
        "Results",
        ["The growers trusted the nurses.", "Attendance rose by a fifth.", "It rained in May."],
    ),
    (
        "Discussion",
        [
            "A lack of trust between the clinics was a barrier to the orchard scheme.",
            "Programmes like ours should co-design the planting calendar with growers.",
        ],
    ),
    ("References", ["Somebody A. A cohort study in Brazil, in partnership with Rio University."]),
)
SOIL: tuple[Section, ...] = (
    ("Abstract", ["We measured nitrogen in Spanish-speaking schoolyards of Kenya in vitro."]),
    ("Results", ["Nitrogen fell with depth."]),
)


def jats(title: str, sections: Sequence[Section], family: str = "Aranda", year: int = 2021) -> str:
    """An article of these sections; that of the abstract stands in its front."""
    front = "".join(_paragraphs(texts) for name, texts in sections if name == "Abstract")
    body = "".join(
        f"<sec><title>{name}</title>{_paragraphs(texts)}</sec>"
        for name, texts in sections
        if name != "Abstract"
    )
    return (
        "<article><front><journal-meta><journal-title>Orchard Reports</journal-title>"
        "</journal-meta><article-meta><title-group>"
        f"<article-title>{title}</article-title></title-group><contrib-group>"
        f'<contrib contrib-type="author"><name><surname>{family}</surname>'
        "<given-names>Inés</given-names></name></contrib></contrib-group>"
        f"<pub-date><year>{year}</year></pub-date><abstract>{front}</abstract>"
        f"</article-meta></front><body>{body}</body></article>"
    )


def _paragraphs(texts: Sequence[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def papers_study(folder: Path) -> Study:
    """A study of two papers, tagged by cues."""
    folder.mkdir(exist_ok=True)
    (folder / "orchard.xml").write_text(jats("Trees for clinics", ORCHARD), encoding="utf-8")
    soil = jats("Nitrogen under schoolyards", SOIL, "Okello", 2019)
    (folder / "soil.xml").write_text(soil, encoding="utf-8")
    study = Study.create(folder / "papers.relcode", book())
    pipeline.read(study, [str(folder / "orchard.xml"), str(folder / "soil.xml")])
    pipeline.tag(study, "cues")
    return study
