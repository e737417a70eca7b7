"""A study to which papers and exports come over months is the same as one that had all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode import pipeline
from relcode.papers import evidence
from relcode.refs import add
from relcode.study import Study
from review_sheets import bring, codings, decided
from small_papers import ORCHARD, SOIL, jats
from small_study import book

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

RIS = """\
TY  - JOUR
TI  - Trees for clinics
DO  - 10.1234/trees
AU  - Aranda, Inés
PY  - 2021
ER  -
"""
BIBTEX = """\
@article{trees, title={Trees for Clinics}, doi={10.1234/TREES}, author={Aranda, I.}, year={2021}}
@article{soil, title={Nitrogen under schoolyards}, author={Okello, Inés}, year={2019}}
"""
FILES = {
    "orchard.xml": jats("Trees for clinics", ORCHARD),
    "soil.xml": jats("Nitrogen under schoolyards", SOIL, "Okello", 2019),
    "a.ris": RIS,
    "b.bib": BIBTEX,
}
FRENCH = (
    "Les partenaires ont planté des arbres devant la clinique, et les infirmières les ont arrosés"
    " tout l'été. Personne ne leur avait demandé leur avis avant la réunion du printemps."
)


def written(study: Study, folder: Path) -> dict[str, str]:
    """The tables, figures and references as text; the moment of their making is in none."""
    evidence.write(study, folder)
    kinds = (".csv", ".svg", ".bib")
    files = sorted(path for path in folder.iterdir() if path.suffix in kinds)
    return {path.name: path.read_text(encoding="utf-8-sig") for path in files}


def come(study: Study, folder: Path, names: Sequence[str]) -> list[str]:
    """Bring these files into the study and tag it; gives what was tagged."""
    for name in names:
        (folder / name).write_text(FILES[name], encoding="utf-8")
    records = [folder / name for name in names if not name.endswith(".xml")]
    add(study.library, records)
    pipeline.read(study, [str(path) for path in sorted(folder.glob("*.xml"))])
    return pipeline.tag(study, "cues").tagged


def grown(folder: Path, *batches: Sequence[str]) -> dict[str, str]:
    """What is written of a study that got these batches of files, one after the other."""
    folder.mkdir()
    with Study.create(folder / "s.relcode", book()) as study:
        for batch in batches:
            come(study, folder, batch)
            written(study, folder / "out")
        return written(study, folder / "out")


def test_months_apart_or_at_once(tmp_path: Path) -> None:
    """Papers and exports in two batches, either first, give the tables that one batch gives."""
    early, late = ("a.ris", "orchard.xml"), ("b.bib", "soil.xml")
    once = grown(tmp_path / "once", [*early, *late])
    assert grown(tmp_path / "apart", early, late) == once
    assert grown(tmp_path / "turned", late, early) == once
    assert "trees,Trees for Clinics" in once["papers.csv"]


def test_only_new_papers_are_read(tmp_path: Path) -> None:
    """What was decided on a paper stays as it was when others come, and only these are tagged."""
    with Study.create(tmp_path / "s.relcode", book()) as study:
        come(study, tmp_path, ["orchard.xml", "a.ris"])
        (first, *_) = codings(study)
        bring(study, "Ana", decided(first, "Ana", "rejected"))
        before = codings(study)
        assert come(study, tmp_path, ["soil.xml", "b.bib"]) == ["soil.xml"]
        assert [one for one in codings(study) if one in before] == before


def test_papers_in_two_languages(tmp_path: Path) -> None:
    """A translated part and a paper in another language are read, told, and stop nothing."""
    sub = (
        "<sub-article xml:lang='fr'><front-stub><title-group><article-title>Des arbres"
        f"</article-title></title-group></front-stub><body><p>{FRENCH}</p></body></sub-article>"
    )
    both = FILES["orchard.xml"].replace("</article>", f"{sub}</article>")
    (tmp_path / "both.xml").write_text(both, encoding="utf-8")
    french = jats("Des arbres devant la clinique", [("Discussion", [FRENCH] * 6)])
    (tmp_path / "french.xml").write_text(french, encoding="utf-8")
    with Study.create(tmp_path / "s.relcode", book()) as study:
        outcome = pipeline.read(study, [str(path) for path in tmp_path.glob("*.xml")])
        assert sorted(outcome.read) == ["both.xml", "french.xml"]
        assert pipeline.tag(study, "cues").foreign == {"french.xml": "fr"}
        tables = written(study, tmp_path / "out")
    assert "trust" in tables["quotes.csv"]
    assert "french.xml" in tables["papers.csv"]
