"""The training corpus is what its README says."""

from __future__ import annotations

import csv
from collections import Counter

import pytest
from training import check, corpus

from relcode import codebook

VALENCES = {"positive", "negative", "mixed", "neutral"}


@pytest.fixture(scope="module")
def documents() -> list[corpus.Document]:
    """All documents of the corpus."""
    return corpus.documents()


def test_every_code_and_valence_is_one_of_the_codebook(documents: list[corpus.Document]) -> None:
    """Units carry codes of the relational codebook with a valence, and skipped lines carry none."""
    known = {code.id for code in codebook.load("relational").codes}
    for document in documents:
        for number, line in enumerate(document.lines):
            where = f"{document.name} {number}"
            assert line.codes.keys() <= known, where
            assert set(line.codes.values()) <= VALENCES, where
            assert not (line.skip and line.codes), where
            assert line.text.strip(), where


def test_the_two_codings_speak_of_units_that_are_there(documents: list[corpus.Document]) -> None:
    """Each row of the codings names a unit that may be coded, and where both agree it stands."""
    lines = {(one.name, i): line for one in documents for i, line in enumerate(one.lines)}
    found = []
    for name in ("first", "second"):
        path = corpus.TRAIN / "codings" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = {
                (row["document"], int(row["unit"]), row["code"], row["valence"])
                for row in csv.DictReader(file)
            }
        assert all(not lines[document, unit].skip for document, unit, _, _ in rows)
        found.append(rows)
    both = found[0] & found[1]
    kept = sum(lines[d, unit].codes.get(code) == valence for d, unit, code, valence in both)
    assert kept / len(both) > 0.97  # a third reading may take back what stood beside a dispute


def test_the_tables_of_the_readme_are_true(documents: list[corpus.Document]) -> None:
    """The README's tables are what the corpus gives, and repetition is below one per cent."""
    page = (corpus.TRAIN / "README.md").read_text(encoding="utf-8")
    made = check.of_train(codebook.load("relational"))
    assert page.partition(check.MARKS)[2].strip() == made.strip()
    assert check.repeated(documents) < 0.01


def test_documents_are_listed_with_form_and_setting(documents: list[corpus.Document]) -> None:
    """The list names every document once, with its units and how many of them are coded."""
    with (corpus.TRAIN / "documents.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["document"]: row for row in csv.DictReader(file)}
    assert sorted(rows) == [one.name for one in documents]
    for one in documents:
        units = [line for line in one.lines if not line.skip]
        assert int(rows[one.name]["units"]) == len(units)
        assert int(rows[one.name]["coded"]) == sum(bool(line.codes) for line in units)
        assert rows[one.name]["form"]
        assert rows[one.name]["setting"]


def test_every_code_has_examples_enough(documents: list[corpus.Document]) -> None:
    """Core codes, with what rolls up to them, stand on 150 units or more, every other on 60."""
    book = codebook.load("relational")
    rolled: Counter[str] = Counter()
    own: Counter[str] = Counter()
    for document in documents:
        for line in document.lines:
            own.update(list(line.codes))
            rolled.update({book.core(code) for code in line.codes})
    for code in book.codes:
        assert (rolled if code.core else own)[code.id] >= (150 if code.core else 60), code.id


def test_sets_are_left_out_together(documents: list[corpus.Document]) -> None:
    """What was written together is in one part of the corpus, and what is held out is in none."""
    parts: dict[str, set[int | None]] = {}
    sizes: Counter[int] = Counter()
    for one in documents:
        if one.name.startswith(corpus.HELD_OUT):
            assert one.fold is None
            assert one.since is None
        else:
            assert one.fold is not None
            assert one.since is not None
            parts.setdefault(one.name[:-1], set()).add(one.fold)
            sizes[one.fold] += sum(unit.wanted for unit in one.units)
    assert all(len(found) == 1 for found in parts.values())
    assert sorted(sizes) == [0, 1, 2, 3]
    assert min(sizes.values()) > 0.8 * max(sizes.values())
