"""Which references are one work: by identifiers, by likeness, by what people decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from relcode.library import Merge, Ruling
from relcode.reference import Author, Reference
from relcode.refs import merges, parse, works
from relcode.refs.blocks import pairs
from relcode.refs.shape import first_page, shape
from written_refs import record, references

if TYPE_CHECKING:
    import random
    from pathlib import Path

TITLE = "Boats that trust each other: a harbour study of two crews"
PAPER: dict[str, Any] = {
    "title": TITLE,
    "authors": (Author("Brook", "Ada"),),
    "year": 2019,
    "journal": "Journal of Quay Studies",
    "volume": "12",
    "pages": "45-61",
}
ABSTRACT = "Two crews shared a pier, a kettle and a timetable, and told us what came of it. " * 4


def merged(one: dict[str, Any], other: dict[str, Any]) -> list[Merge]:
    """The merges of the paper with one change and the paper with another."""
    return merges([record(**PAPER | one), record(**PAPER | other)])


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ({"doi": "10.5555/a"}, {"doi": "10.5555/a", "year": None, "pages": ""}, "DOI"),
        ({"pmid": "123456"}, {"pmid": "123456", "journal": ""}, "PMID"),
        ({"doi": "10.5555/a"}, {"pmid": "123456"}, "title"),
        ({}, {"title": TITLE.upper() + ".", "journal": "J Quay Stud", "pages": "45-61"}, "title"),
        (
            {},
            {"title": TITLE.replace("trust", "trsut"), "authors": (Author("Brook", "A."),)},
            "title",
        ),
        ({}, {"title": TITLE[:52], "volume": "12 (Suppl. 1)"}, "title"),
        ({}, {"year": 2020, "volume": "", "pages": "", "abstract": ""}, "title"),
        ({"doi": "10.5555/a"}, {"doi": "10.5555/b"}, "all but the DOI"),
        ({"doi": "10.1002/central/cn-1"}, {"doi": "10.5555/b", "issue": "3"}, "title"),
        ({"journal": "", "volume": "", "pages": ""}, {"journal": ""}, "title"),
    ],
)
def test_the_same_work(one: dict[str, Any], other: dict[str, Any], rule: str) -> None:
    """Identifiers, slips, short forms and missing fields do not hide that two are one work."""
    (merge,) = merged(one, other)
    assert merge.rule == rule
    assert merge.why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"title": f"Erratum: {TITLE}", "pages": "99"}),
        ({}, {"title": f"{TITLE}: study protocol", "pages": "7"}),
        ({"title": f"{TITLE} part I"}, {"title": f"{TITLE} part II"}),
        ({"title": f"{TITLE} 2017"}, {"title": f"{TITLE} 2018"}),
        ({"doi": "10.5555/a"}, {"doi": "10.5555/b", "pages": "99"}),
        ({"pmid": "123456"}, {"pmid": "123457"}),
        ({}, {"year": 2022}),
        ({}, {"journal": "Kettle Conference", "volume": "3", "pages": "S7"}),
        ({}, {"authors": (Author("Reed", "Mo"),), "pages": ""}),
        ({"doi": "10.5555/s", "abstract": ABSTRACT, "pages": "S1"},
         {"doi": "10.5555/s", "abstract": ABSTRACT[::-1], "pages": "S2"}),
        ({"doi": "10.5555/s"}, {"doi": "10.5555/s", "title": "Kettles and ropes", "pages": "S2"}),
        ({"title": "Editorial", "pages": "1"}, {"title": "Editorial", "pages": "9"}),
    ],
)  # fmt: skip
def test_two_works(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Errata, parts, protocols, other editions and meeting abstracts stay apart."""
    assert merged(one, other) == []


def test_two_dois_never_come_together_by_a_third() -> None:
    """A record without a DOI joins one of two works of the same title, not both to one."""
    bare = {"year": None, "journal": "", "volume": "", "pages": "", "abstract": ABSTRACT}
    there = [record(**PAPER | bare), record(**PAPER | bare | {"doi": "10.5555/a"}),
             record(**PAPER | bare | {"doi": "10.5555/b"})]  # fmt: skip
    assert len(merges(there)) == 1


def test_pages_that_a_spreadsheet_made_dates() -> None:
    """11-Sep and Sep-11 are understood as the first page that they were."""
    assert first_page("Sep-11") == "9"
    assert first_page("01-Nov") == "1"
    assert first_page("e0815") == "e0815"
    assert first_page("S12–S14") == "s12"


@given(references, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(found: list[Reference], chance: random.Random) -> None:
    """Merges and works are the same in whatever order the references come."""
    found = list({one.id: one for one in found}.values())
    mixed = found[:]
    chance.shuffle(mixed)
    here, there = merges(found), merges(mixed)
    assert here == there
    assert works(found, here) == works(mixed, there)


@given(references)
def test_merges_make_works_without_a_contradiction(found: list[Reference]) -> None:
    """No merge closes a circle, and records of one work never lose one another."""
    found = list({one.id: one for one in found}.values())
    there = merges(found)
    made = works(found, there)
    assert sum(len(work.records) for work in made) == len(found)
    assert len(made) == len(found) - len(there)
    for work in made:
        dois = {one.doi for one in work.records} - {""}
        assert len(dois) <= 1 or {one.rule for one in work.merges} & {"PMID", "all but the DOI"}


@given(references, st.data())
def test_what_a_person_rules_stands(found: list[Reference], data: st.DataObject) -> None:
    """Two that are kept apart are never one work; two that are merged last are one."""
    found = list({one.id: one for one in found}.values())
    if len(found) < 2:
        return
    names = st.tuples(*[st.sampled_from(sorted(one.id for one in found))] * 2)
    pair = data.draw(names.filter(lambda two: two[0] < two[1]))
    apart = works(found, merges(found, [Ruling(*pair, same=True), Ruling(*pair, same=False)]))
    together = works(found, merges(found, [Ruling(*pair, same=False), Ruling(*pair, same=True)]))
    assert not any(set(pair) <= {one.id for one in work.records} for work in apart)
    assert any(set(pair) <= {one.id for one in work.records} for work in together)


@given(references)
def test_a_work_says_all_that_its_records_say(found: list[Reference]) -> None:
    """What the fullest record lacks comes from the others."""
    found = list({one.id: one for one in found}.values())
    for work in works(found, merges(found)):
        for name in ("title", "authors", "year", "doi", "pmid", "journal"):
            said = {getattr(one, name) for one in work.records} - {"", None, ()}
            assert bool(getattr(work.reference, name)) == bool(said)


def test_pairs_compared_grow_with_the_records() -> None:
    """Of 3,000 records with one title few pairs are compared, not 4.5 million."""
    shapes = [shape(record(title="Editorial", volume=str(n))) for n in range(3_000)]
    assert len(pairs(shapes)) < 40_000


def test_the_labelled_sets(shared: Path) -> None:
    """Of three sets with known duplicates more than 0.99 are found, and nothing else is merged."""
    table = shared / "data" / "refs" / "asysd" / "labelled_test_set.csv"
    rows = parse(table).references
    made = works(rows, merges(rows))
    assert len(rows) == 1_845
    assert 584 <= len(made) <= 588  # as many works are labelled unique
    for name in ("copper", "tafenoquine"):
        path = shared / "data" / "refs" / "endnote_xml" / f"{name}.xml"
        records = etree.parse(path).findall(".//record")
        marked = [each.find("caption") is not None for each in records]
        there = parse(path).references
        held = {one.number: work for work in works(there, merges(there)) for one in work.records}
        found = [len(held[number].records) > 1 for number in range(1, len(records) + 1)]
        assert found == marked
