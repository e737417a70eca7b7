"""What may stand in a cell of codes, and what is said of all else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcode.codebook import Code, Codebook, Family
from relcode.review.back import Extent
from relcode.review.returned.codes import Grammar, Item, extent, properties
from relcode.review.returned.vocabulary import Problem, Vocabulary
from small_study import book

WHOLE = Grammar(Vocabulary([book()]))


def small(*ids: str, **names: str) -> Codebook:
    """A codebook of these codes, some with names of their own."""
    codes = [Code(id=each, name=each.upper(), definition="") for each in ids]
    codes += [Code(id=each, name=name, definition="") for each, name in names.items()]
    families = (Family(id="fam-a", name="Ties"),)
    return Codebook(name="small", version="1", language="en", families=families, codes=codes)


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("trust", [Item("trust")]),
        (" TRUST\u00a0", [Item("trust")]),
        ("\u200btrust\ufeff", [Item("trust")]),
        ("'trust", []),
        ("Trust (general)", [Item("trust")]),
        ("trust (general) (negative)", [Item("trust", "negative")]),
        ("trust (negative)", [Item("trust", "negative")]),
        ("trust (Neg., barrier)", []),
        ("trust (neg, barrier)", [Item("trust", "negative", "barrier")]),
        ("trust (barrier; -)", [Item("trust", "negative", "barrier")]),
        ("co–design", [Item("co-design")]),
        ("trust; power", [Item("trust"), Item("power")]),
        ("trust\npower", [Item("trust"), Item("power")]),
        ("trust, power,; voice;", [Item("trust"), Item("power"), Item("voice")]),
        ("trust (negative, barrier), power", [Item("trust", "negative", "barrier"), Item("power")]),
        ("Co-design, co-production, co-creation", [Item("co-design")]),
        ("power, Co-design, co-production, co-creation, trust (+)",
         [Item("power"), Item("co-design"), Item("trust", "positive")]),
        ('trust "no, none; at all"', [Item("trust", extent=Extent("no, none; at all"))]),
        ("trust “at all” (negative)", [Item("trust", "negative", None, Extent("at all"))]),
        ('trust (+) "a "big" word"', [Item("trust", "positive", None, Extent('a "big" word'))]),
        ("trust «un mot»; power", [Item("trust", extent=Extent("un mot")), Item("power")]),
        ("trust +2", [Item("trust", extent=Extent(following=2))]),
        ("trust (neg) + 12", [Item("trust", "negative", None, Extent(following=12))]),
    ],
)  # fmt: skip
def test_codes_are_read(cell: str, items: list[Item]) -> None:
    """Codes come by id or name, with what stands in brackets, in quotes, or after a plus."""
    assert list(WHOLE.read(cell).items) == items
    assert bool(WHOLE.read(cell).problems) != bool(items)


@pytest.mark.parametrize(
    ("cell", "what", "fix"),
    [
        ("trsut", "'trsut' is not a code", "did you mean 'trust'?"),
        ("Trust (competnce)", "'competnce' is neither a valence nor a role", "valid: positive"),
        ("Voice and partcipation", "not a code", "did you mean 'voice'?"),
        ("Power family stuff", "not a code", ""),
        ("Relational quality", "is a family of codes", "choose a code of it"),
        ("new: Sea trust", "'Sea trust' is proposed as a new code", "add it to the codebook"),
        ("5", "a program may have made it of something else", ""),
        ("2024-01-31", "a program may have made it of something else", ""),
        ("TRUE", "a program may have made it of something else", ""),
        ("#N/A", "'#N/A' is not a code", ""),
        ('trust "no end', "a quotation mark is not closed", ""),
        ('"no code"', "no code stands before", ""),
        ('trust ""', "no words stand between", ""),
        ("trust (negative) (positive)", "two things are said of its valence", ""),
        ('trust "words" +2', "two things are said of its extent", ""),
        ("trust +0", "'+0' reaches no other segment", ""),
        ("trust (maybe)", "'maybe' is neither a valence nor a role", "both, none"),
    ],
)
def test_all_else_is_a_problem(cell: str, what: str, fix: str) -> None:
    """What is no code is told, with the nearest one or what to do."""
    (problem,) = WHOLE.read(cell).problems
    assert what in problem.what
    assert fix in problem.fix


def test_all_problems_are_told_at_once() -> None:
    """A list with several mistakes tells each, and keeps what is right."""
    read = WHOLE.read("trsut; power; pwoer; voice")
    assert [item.code for item in read.items] == ["power", "voice"]
    assert [problem.fix for problem in read.problems] == [
        "did you mean 'trust'?",
        "did you mean 'power'?",
    ]


def test_a_proposed_code_that_was_added_is_one() -> None:
    """What was proposed as new is read as a code once the codebook has it."""
    assert [item.code for item in WHOLE.read("new: Trust (negative)").items] == ["trust"]


def test_a_code_of_either_codebook_is_known() -> None:
    """Codes are those of the sheet's codebook, of the one in use, and what the sheet showed."""
    grammar = Grammar(Vocabulary([small("old"), small("new")], ["gone"]))
    assert [item.code for item in grammar.read("OLD; New; gone").items] == ["old", "new", "gone"]


def test_what_may_be_two_codes_is_none() -> None:
    """A name of two codes, and a number that may be two ids, are asked about."""
    twins = Grammar(Vocabulary([small(a="Bond", b="bond")]))
    assert "any of the codes a, b" in twins.read("bond").problems[0].what
    numbers = Grammar(Vocabulary([small("007", "7", "1e5")]))
    assert "any of the codes 007, 7" in numbers.read("7").problems[0].what
    assert numbers.read("1e5").items == (Item("1e5"),)
    assert "may have made it" in numbers.read("100000").problems[0].what


def test_valences_and_roles_have_other_names() -> None:
    """Signs and short forms stand for valences; anything else is asked about."""
    assert properties("+") == Item("", "positive")
    assert properties("−") == Item("", "negative")
    assert properties(" NEG , Enabler") == Item("", "negative", "facilitator")
    assert properties("+/-") == Item("", "mixed")
    assert isinstance(properties("good"), Problem)
    assert isinstance(properties("positive negative"), Problem)


def test_extents_are_words_or_rows() -> None:
    """Words may come without quotation marks; a bare number may be either."""
    assert extent("none at all") == Extent("none at all")
    assert extent("„none at all“") == Extent("none at all")
    assert extent("+2") == Extent(following=2)
    assert isinstance(extent("2"), Problem)
    assert isinstance(extent('" "'), Problem)


@given(st.text(max_size=60))
def test_any_text_is_read(cell: str) -> None:
    """Whatever stands in a cell is codes or problems, and nothing if no letter does."""
    read = WHOLE.read(cell)
    assert all(item.code for item in read.items)
    assert read.items or read.problems or not any(map(str.isalnum, cell))


@given(st.lists(st.sampled_from([code.id for code in book().codes]), min_size=1, max_size=9))
def test_lists_are_read_whole(codes: list[str]) -> None:
    """A list gives its codes in their order, whatever stands between them."""
    for mark in (";", ", ", "\n", " ; \n"):
        assert [item.code for item in WHOLE.read(mark.join(codes)).items] == codes


def test_long_cells_take_no_time() -> None:
    """A cell of the greatest length, of brackets and quotes, is read at once."""
    for part in ("(", '"', "+1 ", "(x)", "a,", "“", "trust;", " +"):
        WHOLE.read(part * (32_000 // len(part)))
