"""A codebook is loaded whole or refused with every problem and its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcode.codebook import Code, Codebook, load, loads, shipped
from relcode.codebook.readable import as_yaml
from relcode.errors import CodebookError, RelcodeError

if TYPE_CHECKING:
    from pathlib import Path

SMALL = """\
name: small
version: 1.0
language: no
families:
  - {id: fam-tie, name: The tie}
relation_types:
  part-of: {meaning: belongs to, constraint: acyclic}
  feeds: {meaning: feeds}
codes:
  - {id: trust, name: Trust, parent: fam-tie, core: true, definition: relying on a partner}
  - {id: repair, name: NO, parent: trust, definition: mending what was lost}
relations:
  - {from: trust, type: feeds, to: repair, sign: +}
  - {from: repair, type: feeds, to: trust}
"""


@pytest.fixture(scope="module")
def relational() -> Codebook:
    """The codebook that comes with relcode."""
    return load("relational")


def problems(text: str) -> list[str]:
    """What is said about a codebook that is not accepted."""
    with pytest.raises(CodebookError) as caught:
        loads(text, where="own.yaml")
    return str(caught.value).splitlines()


def test_shipped(relational: Codebook) -> None:
    """The shipped codebook holds its families, codes and relations."""
    assert "relational" in shipped()
    assert len(relational.families) == 7
    assert len(relational.codes) == 50
    assert sum(code.core for code in relational.codes) == 25
    assert len(relational.relations) == 106
    assert all(relational.family(code.id) for code in relational.codes)


def test_core_of_a_child(relational: Codebook) -> None:
    """A code rolls up to its nearest core ancestor, which may be itself."""
    assert relational.core("trust-integrity") == "trust"
    assert relational.core("network-structure") == "governance"
    assert relational.core("hierarchy") == "hierarchy"
    assert relational.core("openness") == "openness"


def test_lines_of_descent(relational: Codebook) -> None:
    """Ancestors come nearest first, and a family lists the codes right under it."""
    assert [code.id for code in relational.ancestors("network-structure")] == ["governance"]
    assert {code.id for code in relational.children("trust")} == {
        "trust-competence",
        "trust-benevolence",
        "trust-integrity",
    }
    assert relational.code("voice") in relational.children("power")
    governance = [code.id for code in relational.descendants("governance")]
    assert "network-structure" in governance
    assert "governance" not in governance


def test_unknown_code(relational: Codebook) -> None:
    """A code that does not exist is refused with the nearest one."""
    with pytest.raises(RelcodeError, match="did you mean 'trust'"):
        relational.code("trsut")


def test_dump_of_shipped(relational: Codebook) -> None:
    """A study that stores a codebook as text gets an equal one back."""
    again = loads(relational.dump())
    assert again == relational
    assert again.hash == relational.hash


def test_words_stay_words() -> None:
    """What looks like a number, a truth value or nothing stays text where text is meant."""
    codebook = loads(SMALL)
    assert codebook.version == "1.0"
    assert codebook.language == "no"
    assert codebook.code("repair").name == "NO"
    assert codebook.relations[0].sign == "+"


def test_hash_is_of_content() -> None:
    """A comment does not change the hash, a word does."""
    assert loads("# mine\n" + SMALL).hash == loads(SMALL).hash
    assert loads(SMALL.replace("mending", "healing")).hash != loads(SMALL).hash


def test_no_families() -> None:
    """A codebook needs no families."""
    codebook = loads(SMALL.replace(", parent: fam-tie", ""))
    assert codebook.family("repair") is None
    assert [code.id for code in codebook.children("")] == ["trust"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives(text: str) -> None:
    """Whatever a definition holds, the stored codebook gives it back."""
    code = Code(id="a", name=text, definition=text, typical=(text,))
    codebook = Codebook(name="n", version="1", language="en", codes=(code,))
    assert loads(codebook.dump()) == codebook
    assert loads(codebook.dump().partition("\n")[2]) == codebook


def test_changed_dump_is_checked() -> None:
    """A stored codebook that was changed by hand is read as any other, mistakes and all."""
    changed = loads(SMALL).dump().replace('"parent": "trust"', '"parent": "trsut"')
    assert "'trsut' is not a code or family" in problems(changed)[0]


WRONG = {
    "nearest key": ("definition: relying", "definitoin: relying", ":10: unknown key 'definitoin'"),
    "missing key": ("definition: relying", "use: relying", ":10: 'definition' is missing"),
    "key twice": ("name: Trust,", "name: Trust, name: T,", ":10: duplicate key 'name'"),
    "id twice": ("{id: repair,", "{id: Trust,", ":11: the id 'Trust' is already that of 'trust'"),
    "no parent": (
        "parent: trust",
        "parent: trsut",
        "'trsut' is not a code or family; did you mean",
    ),
    "parents": ("parent: fam-tie", "parent: repair", ":10: 'trust' is its own ancestor"),
    "relation": ("from: trust", "from: trsut", ":13: 'trsut' is not a code; did you mean 'trust'?"),
    "type": (
        "type: feeds, to: trust",
        "type: feds, to: trust",
        ":14: 'feds' is not a relation type",
    ),
    "cycle": ("type: feeds", "type: part-of", ":13: 'part-of' must not form a cycle"),
    "list": ("core: true", "typical: one", ":10: 'typical' must be a list"),
    "text": ("name: Trust", "name: [Trust]", ":10: 'name' must be text"),
    "empty": ("name: Trust,", "name: ,", ":10: 'name' must be text, and is empty"),
    "truth": ("core: true", "core: perhaps", ":10: 'core' must be true or false, not 'perhaps'"),
    "choice": ("core: true", "polarity: good", ":10: 'polarity' is 'good'; valid: 'desirable'"),
    "confusion": ("core: true", "confusions: [love]", ":10: 'love' is not a code"),
    "source": ("core: true", "sources: [Ann2020]", ":10: 'Ann2020' is not a source"),
    "id": ("id: repair", "id: 're, pair'", ":11: 'id' must start with a letter or digit"),
    "alias": ("name: Trust", "name: &t [*t]", ":10: an alias"),
    "yaml": ("{id: repair,", "{id: repair: x,", ":11: not valid YAML"),
    "control": ("name: Trust", "name: Tru\x07st", ":10: not valid YAML: character U+0007"),
}


@pytest.mark.parametrize("case", WRONG)
def test_problem_has_its_line(case: str) -> None:
    """A mistake is reported with the line where it stands and what would be right."""
    old, new, said = WRONG[case]
    found = problems(SMALL.replace(old, new))
    assert any(line.startswith("own.yaml:") and said in line for line in found), found


def test_all_problems_at_once() -> None:
    """Wrong keys, wrong references and wrong patterns are told in one go, in file order."""
    text = SMALL.replace("core: true", "cor: true").replace("to: repair", "to: repiar")
    text += "lesson_headings:\n  - {heading: x, pattern: '(a', confidence: 7, tier: A}\n"
    found = problems(text)
    assert [line.split(":")[1] for line in found] == ["10", "13", "16", "16"]
    assert "not a regular expression" in "".join(found)


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just text", "[" * 3000])
def test_not_a_codebook(text: str) -> None:
    """Text that is no codebook at all is one problem."""
    assert len(problems(text)) == 1


def test_files(tmp_path: Path) -> None:
    """A file is read by its path; a missing one or one in another encoding is explained."""
    path = tmp_path / "own.yaml"
    path.write_text("\ufeff" + SMALL, encoding="utf-8")
    assert load(path) == load(str(path)) == loads(SMALL)
    path.write_bytes(SMALL.replace("Trust", "Tröst").encode("latin-1"))
    with pytest.raises(CodebookError, match=r"own\.yaml:10: not UTF-8 text"):
        load(path)
    with pytest.raises(RelcodeError, match=r"shipped: .*relational"):
        load("relatoinal")
    with pytest.raises(RelcodeError, match="cannot be read"):
        load(tmp_path)


def test_old_name_is_told_once() -> None:
    """A code that has a new name, and is called by the old one elsewhere, is one problem."""
    text = """\
name: own
version: 1
language: en
relation_types: {feeds: {meaning: feeds}}
codes:
  - {id: rank, name: Rank, definition: above and below, formerly: [order]}
  - {id: seat, name: Seat, definition: where one sits, parent: order, confusions: [order]}
  - {id: vote, name: Vote, definition: a say in it, confusions: [order, seta]}
relations:
  - {from: order, type: feeds, to: seat}
"""
    assert problems(text) == [
        "own.yaml:7: 'order' is 'rank' now; write rank in lines 7, 8, 10",
        "own.yaml:8: 'seta' is not a code; did you mean 'seat'?",
    ]
    split = text.replace("a say in it,", "a say in it, formerly: [order],")
    assert "'order' is 'rank' or 'vote' now; write rank or vote in lines" in problems(split)[0]


@given(st.text(), st.text(alphabet="\x85\u2028\r\n\t -:#'\"[]{}\x7f\ufeffab\xa0~", min_size=1))
def test_what_is_written_is_read_again(definition: str, name: str) -> None:
    """A codebook written as YAML for people is read as the same codebook."""
    code = Code(id="a", name=name, definition=definition)
    made = Codebook(name="own", version="1.0", language="no", codes=(code,))
    assert loads(as_yaml(made)) == made


def test_shipped_is_written_and_read_again() -> None:
    """The relational codebook too, relations and patterns included."""
    made = load("relational")
    assert loads(as_yaml(made)).hash == made.hash
