"""The codings of real texts are what their README says, and find their units in the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training import check, corpus, real

from relcode import codebook

if TYPE_CHECKING:
    from pathlib import Path

VALENCES = {"positive", "negative", "mixed", "neutral"}


def test_codings_speak_of_units_and_codes_that_are_there() -> None:
    """Every row names a unit that was read, a code of the codebook and a valence."""
    known = {code.id for code in codebook.load("relational").codes}
    units = {(row["document"], row["unit"]) for row in corpus.rows(real.FOLDER / "units.csv")}
    for name in ("codings.csv", "codings/first.csv", "codings/second.csv"):
        for row in corpus.rows(real.FOLDER / name):
            assert (row["document"], row["unit"]) in units
            assert row["code"] in known
            assert row["valence"] in VALENCES


def test_no_text_is_kept() -> None:
    """The files hold names, hashes, codes and numbers: nothing as long as a sentence."""
    for path in real.FOLDER.rglob("*.csv"):
        for row in corpus.rows(path):
            assert all(len(value) < 45 for value in row.values()), path


def test_the_tables_of_the_readme_are_true() -> None:
    """The README's tables are what the codings give."""
    page = (real.FOLDER / "README.md").read_text(encoding="utf-8")
    made = check.of_real(codebook.load("relational"))
    assert page.partition(check.MARKS)[2].strip() == made.strip()


def test_every_unit_is_found_in_its_text(shared: Path) -> None:
    """The texts as relcode reads and segments them hold the units that were coded."""
    wanted = sum(int(row["units"]) for row in corpus.rows(real.FOLDER / "documents.csv"))
    found = [
        line
        for part in (real.LEARNED, real.PAPERS, real.TALK)
        for document in real.documents(part, texts=shared / "data")
        for line in document.lines
        if not line.skip
    ]
    assert wanted * 0.99 <= len(found) <= wanted * 1.02  # a sentence may stand twice
    assert any(line.codes for line in found)
