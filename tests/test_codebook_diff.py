"""Every difference between two versions of a codebook is told, and nothing is taken for granted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcode.codebook import Changes, Code, Codebook, changes, load, loads, worded

BASE = """\
name: ties
version: 1
language: en
families: [{id: fam-tie, name: The tie}, {id: fam-act, name: Acts}]
relation_types: {feeds: {meaning: feeds}}
codes:
  - {id: warmth, name: Warmth, parent: fam-tie, core: true, definition: kindness shown to others,
     cues: {strong: [warm*, kind]}}
  - {id: thaw, name: Thaw, parent: warmth, definition: becoming kinder after a cold time}
  - {id: candour, name: Candour, parent: fam-tie, definition: saying openly what one thinks}
  - {id: visits, name: Visits, parent: fam-act, definition: going to see one another}
relations:
  - {from: visits, type: feeds, to: warmth, sign: +}
"""


BARE = BASE.partition("relations:")[0]


def told(old: str, new: str, text: str = BASE) -> Changes:
    """The changes when `old` is replaced by `new` in the text of the codebook."""
    assert old in text
    return changes(loads(text), loads(text.replace(old, new)))


def kinds(found: Changes) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Kind, old and new ids of what is more than a detail."""
    return [(row.kind, row.old, row.new) for row in found.rows if not row.part]


def test_nothing() -> None:
    """A codebook does not differ from itself."""
    assert not changes(loads(BASE), loads(BASE))


def test_added_and_retired() -> None:
    """A code that nobody names is retired, one that names nobody is added."""
    found = told("{id: visits, name: Visits", "{id: calls, name: Calls", BARE)
    assert kinds(found) == [("retired", ("visits",), ()), ("added", (), ("calls",))]
    assert found.heirs["visits"] == ()


def test_likely_rename_is_suggested() -> None:
    """A new code that looks like one that is gone is pointed out, and not taken for it."""
    text = BARE
    found = told("id: visits", "id: visiting", text)
    assert found.likely == {"visits": "visiting"}
    assert found.heirs["visits"] == ()
    unlike = "id: rows, name: Rows, parent: fam-act, definition: quarrels between neighbours"
    old = "id: visits, name: Visits, parent: fam-act, definition: going to see one another"
    assert told(old, unlike, text).likely == {}


def test_renamed() -> None:
    """One new code that names one that is gone is its new name; relations go with it."""
    text = BASE.replace("id: visits,", "id: visiting, formerly: [visits],")
    found = changes(loads(BASE), loads(text.replace("from: visits", "from: visiting")))
    assert kinds(found) == [("renamed", ("visits",), ("visiting",))]
    assert len(found.rows) == 1
    assert found.heirs["visits"] == ("visiting",)


def test_merged() -> None:
    """A code that names several takes them over, whether it is new or was there before."""
    one_less = without(merging(), "candour")
    text = one_less.replace("id: warmth,", "id: kindness, formerly: [warmth, candour],")
    found = changes(loads(merging()), loads(text))
    assert kinds(found) == [("merged", ("warmth", "candour"), ("kindness",))]
    text = one_less.replace("id: warmth,", "id: warmth, formerly: [candour],")
    found = changes(loads(merging()), loads(text))
    assert kinds(found) == [("merged", ("warmth", "candour"), ("warmth",))]


def merging() -> str:
    """The codebook without what hangs on its codes."""
    return without(BARE, "thaw")


def without(text: str, code: str) -> str:
    """The codebook without a code, which stands on one line."""
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if f"{{id: {code}," not in line)


def test_split() -> None:
    """Of a code that several name, decisions are not handed on by rule."""
    line = "  - {id: NEW, name: New, formerly: [candour], definition: half of it}\n"
    text = without(BASE, "candour").replace("relations:", line + line.replace("NEW", "NEW2") + "R:")
    found = changes(loads(BASE), loads(text.replace("R:", "relations:")))
    assert kinds(found) == [("split", ("candour",), ("NEW", "NEW2"))]


def test_split_off() -> None:
    """A new code that names one that stays takes a part of it, which only a person can tell."""
    line = "  - {id: bluntness, name: Bluntness, formerly: [candour], definition: rude candour}\n"
    text = BASE.replace("relations:\n", line + "relations:\n")
    found = changes(loads(BASE), loads(text))
    assert kinds(found) == [("split", ("candour",), ("candour", "bluntness"))]
    later = text.replace("version: 1", "version: 2")
    assert changes(loads(text), loads(later)).heirs["candour"] == ("candour",)


def test_moved() -> None:
    """A code under another parent has moved; under a parent with a new name it has not."""
    found = told("name: Candour, parent: fam-tie", "name: Candour, parent: fam-act")
    (row,) = found.rows
    assert (row.kind, row.before, row.after) == ("moved", "fam-tie", "fam-act")
    text = merging() + "  - {id: thaw, name: Thaw, parent: warmth, definition: becoming kinder}\n"
    new = text.replace("id: warmth,", "id: kindness, formerly: [warmth],")
    found = changes(loads(text), loads(new.replace("parent: warmth", "parent: kindness")))
    assert [row.kind for row in found.rows] == ["renamed"]


DETAILS = {
    "definition": ("kindness shown", "kindness given", "kindness shown to others"),
    "name": ("name: Thaw", "name: Spring", "Thaw"),
    "core": ("core: true, ", "", "True"),
    "polarity": ("core: true", "core: true, polarity: desirable", "neutral"),
    "strong cues": ("warm*", "hearty", "warm*"),
    "typical": ("core: true", "core: true, typical: [she was kind]", ""),
    "borderline": ("core: true", "core: true, borderline: [{text: x, decide: no, why: y}]", ""),
    "families": ("name: Acts", "name: Deeds", "fam-act · Acts"),
    "relation": ("sign: +", "sign: '-'", "visits · feeds · warmth · +"),
    "relation types": ("meaning: feeds", "meaning: nourishes", "feeds: feeds"),
    "codebook version": ("version: 1", "version: 2", "1"),
    "attributes": ("codes:", "attributes: {role: {values: [a]}}\ncodes:", ""),
    "lesson headings": (
        "codes:",
        "lesson_headings: [{heading: Lessons, pattern: less, confidence: 1, tier: A}]\ncodes:",
        "",
    ),
    "order, spacing or former names": (
        "{id: fam-tie, name: The tie}, {id: fam-act, name: Acts}",
        "{id: fam-act, name: Acts}, {id: fam-tie, name: The tie}",
        "",
    ),
}


@pytest.mark.parametrize("part", DETAILS)
def test_detail(part: str) -> None:
    """Every part that differs is named, with how it read before."""
    old, new, before = DETAILS[part]
    row = told(old, new).rows[0]
    assert (row.part, row.before) == (part, before)


def test_words_that_differ() -> None:
    """A new wording is shown word by word."""
    assert worded("to rely on a partner", "to rely on any partner now") == (
        "to rely on [-a-] {+any+} partner {+now+}"
    )


def test_name_that_never_was() -> None:
    """A misspelt former name is a problem, with the code that is meant."""
    text = BARE
    found = told("id: visits,", "id: visiting, formerly: [vists],", text)
    assert str(found.problems[0]) == (
        "visiting, formerly: 'vists' was never a code; did you mean 'visits'?"
    )
    assert told("id: thaw,", "id: thaw, formerly: [old],").problems
    assert not changes(
        loads(text), loads(text.replace("id: thaw,", "id: thaw, formerly: [old],")), {"old"}
    ).problems


def test_code_that_comes_back() -> None:
    """A code of an earlier version that is a code again is told from a new one."""
    old = without(BASE, "candour")
    assert kinds(changes(loads(old), loads(BASE), {"candour"})) == [("returned", (), ("candour",))]


def test_former_names_are_checked() -> None:
    """A code is not its own former name, and names none twice."""
    with pytest.raises(Exception, match=r"'thaw' is called so now.*\n.*'x' is named twice"):
        loads(BASE.replace("id: thaw,", "id: thaw, formerly: [thaw, x, x],"))


def test_shipped_codebook_edited() -> None:
    """In an edited copy of the shipped codebook just the edits are found, relations included."""
    old = load("relational")
    new = loads(
        old.model_copy(update={"codes": tuple(edited(code) for code in old.codes)})
        .dump()
        .replace('"trust-integrity"', '"honesty"')
        .replace('"was-trust-integrity"', '"trust-integrity"')
        .partition("\n")[2]
    )
    found = changes(old, new)
    assert kinds(found) == [("renamed", ("trust-integrity",), ("honesty",))]
    assert {row.part for row in found.rows if row.part} <= {"parent", "name"}
    assert not found.problems


def edited(code: Code) -> Code:
    """The code with one former name and one move."""
    if code.id == "trust-integrity":
        return code.model_copy(update={"formerly": ("was-trust-integrity",), "name": "Honesty"})
    return code.model_copy(update={"parent": "power"}) if code.id == "openness" else code


def test_hash_without_former_names() -> None:
    """A codebook that names no former codes has the hash it had before there were any."""
    assert "formerly" not in loads(BASE).dump()
    assert loads(BASE.replace("id: thaw,", "id: thaw, formerly: [x],")).code("thaw").formerly


IDS = st.sampled_from("abcdef")
BOOKS = st.lists(
    st.tuples(IDS, st.text("xyz ", max_size=4), st.lists(IDS, max_size=2, unique=True)),
    min_size=1,
    unique_by=lambda row: row[0],
)


def book(rows: list[tuple[str, str, list[str]]]) -> Codebook:
    """A codebook of these ids, definitions and former names."""
    codes = [Code(id=i, name=i, definition=d, formerly=tuple(f)) for i, d, f in rows]
    return Codebook(name="n", version="1", language="en", codes=tuple(codes))


@given(BOOKS, BOOKS)
def test_nothing_is_left_out(
    old: list[tuple[str, str, list[str]]], new: list[tuple[str, str, list[str]]]
) -> None:
    """Two codebooks differ if and only if a change is told, and every heir is a code."""
    one, two = book(old), book(new)
    found = changes(one, two)
    assert bool(found) == (one.hash != two.hash)
    after = {code.id for code in two.codes}
    assert found.heirs.keys() == {code.id for code in one.codes}
    assert all(after.issuperset(heirs) for heirs in found.heirs.values())
    came = {row.new[0] for row in found.of("added", "returned")}
    assert after == came.union(*found.heirs.values())
