"""References written as BibTeX and RIS are read again as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from relcode import refs
from relcode.reference import Author
from relcode.refs.write import bibtex, keyed, ris
from written_refs import record, references

if TYPE_CHECKING:
    import pytest

    from relcode.reference import Reference


@given(found=references)
def test_bibtex_and_ris_come_back(
    found: list[Reference], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What is written as BibTeX or RIS is read again with the same fields and keys."""
    found = [one for one in keyed(found) if one.title]
    for name, write in (("a.bib", bibtex), ("a.ris", ris)):
        path = tmp_path_factory.mktemp("written") / name
        path.write_bytes("".join(write(found)).encode())
        back = refs.parse(path).references if found else []
        for field in (
            "key",
            "title",
            "authors",
            "year",
            "doi",
            "pmid",
            "journal",
            "volume",
            "pages",
        ):
            assert [getattr(one, field) for one in back] == [getattr(one, field) for one in found]


_SIGNS = st.text(st.sampled_from("abÄé {}\\%&$#_~^@\"'=,-–`()<"), min_size=1, max_size=30)


@given(title=_SIGNS, abstract=_SIGNS)
def test_no_sign_breaks_bibtex(
    title: str, abstract: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Braces, per cent signs and the like in a title come back as they were; tags would not."""
    one = record(
        key="k", title=f"x{' '.join(title.split())}x", abstract=f"x{' '.join(abstract.split())}x"
    )
    path = tmp_path_factory.mktemp("signs") / "a.bib"
    path.write_text("".join(bibtex([one, one])), encoding="utf-8")
    back = refs.parse(path).references
    assert [(each.title, each.abstract) for each in back] == [(one.title, one.abstract)] * 2


def test_made_keys_stay_when_other_works_come() -> None:
    """Another work of the same first author and year does not take over a key."""
    han = [Author("Han", "K")]
    first = record(title="Barriers to trust", authors=tuple(han), year=2024)
    other = record(title="A reader of nets", authors=tuple(han), year=2024)
    (before,) = keyed([first])
    after = {one.title: one.key for one in keyed([other, first])}
    assert (before.key, after) == (
        "han2024barriers",
        {"Barriers to trust": "han2024barriers", "A reader of nets": "han2024reader"},
    )


def test_keys_are_kept_and_none_comes_twice() -> None:
    """A key that came before gets a number; a work without one has author, year and a word."""
    named = [
        record(key="brook2019", title="One"),
        record(key="Brook2019", title="Two"),
        record(title="Three", authors=(Author("Løvås-Reed", "J"),), year=2020),
        record(title="On kettles"),
        record(key="a key, with {signs}", title="Four"),
    ]
    keys = ["brook2019", "Brook2019-2", "løvasreed2020three", "kettles", "akeywithsigns"]
    assert [one.key for one in keyed(named)] == keys
