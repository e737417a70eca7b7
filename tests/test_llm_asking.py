"""Units are asked about in a form the server takes, until each is answered or given up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from llm_server import Model, Reply, item, serving, units
from relcode.errors import RelcodeError
from relcode.llm.asking import Asking
from relcode.llm.prompt import Prompt
from relcode.llm.script import Script
from relcode.llm.server import Server
from relcode.llm.settings import Settings
from tagged import laid_out, relational

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES = [f"Boat {n} came home." for n in range(23)]


@pytest.fixture
def model() -> Model:
    """A model that finds trust in the fourth line."""
    return Model({"Boat 3 came": [item("trust", "Boat 3")]})


@pytest.fixture
def url(model: Model) -> Iterator[str]:
    """The address of its server."""
    with serving(model) as address:
        yield address


def told(url: str, **more: Any) -> tuple[dict[int, Any], Asking]:
    """What is answered about the lines, and how it was asked."""
    settings = Settings(url, "m", **more)
    asking = Asking(Server(settings, lambda _: None), Prompt(relational(), "m"), settings)
    script = Script(*laid_out(LINES), ())
    found: dict[int, Any] = {}
    for part in asking.answers(script, script.units):
        assert not part.keys() & found.keys()
        found |= part
    return found, asking


def test_all_units_are_answered(url: str, model: Model) -> None:
    """Twenty-three units take two questions in the strict form, and every one is answered."""
    found, asking = told(url)
    assert found == {n: [item("trust", "Boat 3")] if n == 3 else [] for n in range(23)}
    assert asking.used == 2 * 9_100
    assert model.paths == ["/v1/chat/completions"] * 2
    for question in model.questions:
        form = question["response_format"]
        assert (question["model"], question["temperature"], question["stream"]) == ("m", 0, False)
        assert form["type"] == "json_schema"
        assert form["json_schema"]["strict"] is True
        assert form["json_schema"]["schema"] == Prompt(relational(), "m").schema
    assert "Authorization" not in model.headers[0]


@pytest.mark.parametrize(
    ("said", "left", "form"),
    [
        ("json_schema is not supported", ["temperature", "seed", "max_tokens"], "json_object"),
        ("'temperature' does not support 0", ["seed", "max_tokens"], "json_schema"),
        (
            "Unsupported parameter: 'max_tokens', use 'max_completion_tokens'",
            ["temperature", "seed", "max_completion_tokens"],
            "json_schema",
        ),
    ],
)
def test_what_a_server_refuses_is_left_out(
    url: str, model: Model, said: str, left: list[str], form: str
) -> None:
    """A refused option goes, a refused form of answer becomes a plainer one, for good."""
    refusal = json.dumps({"error": {"message": said}}).encode()
    model.first = [Reply(status=400, body=refusal)]
    assert len(told(url)[0]) == 23
    assert len(model.questions) == 3
    for question in model.questions[1:]:
        assert question["response_format"]["type"] == form
        options = {"temperature", "seed", "max_tokens", "max_completion_tokens"}
        assert options & question.keys() == set(left)


def test_a_server_that_knows_nothing_but_messages_is_asked_plainly(url: str, model: Model) -> None:
    """The form is made plainer step by step, down to model and messages alone."""

    def plain(question: dict[str, Any]) -> Reply:
        extra = question.keys() - {"model", "messages", "stream"}
        return (
            Reply(status=422, body=b'{"detail": "extra fields"}') if extra else model.well(question)
        )

    model.always = plain
    assert len(told(url)[0]) == 23
    assert len(model.questions) == 2 + 3


def test_a_question_too_long_is_cut_and_not_made_plainer(url: str, model: Model) -> None:
    """Where the context is too short for a batch, smaller ones are asked about."""

    def narrow(question: dict[str, Any]) -> Reply:
        said = b'{"error": {"message": "the request exceeds the available context size"}}'
        return Reply(status=400, body=said) if len(units(question)) > 5 else model.well(question)

    model.always = narrow
    assert len(told(url)[0]) == 23
    assert all("json_schema" in str(one["response_format"]) for one in model.questions)


def test_a_passage_that_is_refused_makes_no_other_question_plainer(url: str, model: Model) -> None:
    """What a filter of the server turns away in any form leaves the strict form to all others."""

    def filtered(question: dict[str, Any]) -> Reply:
        bad = any("Boat 7 " in text for text in units(question).values())
        said = b'{"error": {"message": "content was filtered"}}'
        return Reply(status=400, body=said) if bad else model.well(question)

    model.always = filtered
    assert told(url)[0].keys() == set(range(23)) - {7}
    assert model.questions[-1]["response_format"]["type"] == "json_schema"


def test_a_prompt_that_was_cut_off_is_found_out(url: str, model: Model) -> None:
    """A server that silently reads the end of a question alone is no use, and it is said why."""
    model.always = lambda question: model.well(question, prompt_tokens=2_051)
    with pytest.raises(RelcodeError, match=r"has read 2,051 tokens .* OLLAMA_CONTEXT_LENGTH"):
        told(url)


def spoilt(question: dict[str, Any]) -> Reply:
    """An answer that is none, to any question that holds the eighth line."""
    bad = any("Boat 7 " in text for text in units(question).values())
    return Reply("{") if bad else Model().well(question)


def test_one_unit_that_spoils_every_answer_is_left_out_alone(url: str, model: Model) -> None:
    """The batch is halved until the unit stands by itself; all others are answered."""
    model.always = spoilt
    assert told(url)[0].keys() == set(range(23)) - {7}


@pytest.mark.parametrize(
    "bad",
    [Reply("no JSON"), Reply('{"units": [{"unit": 1'), Reply('{"codes": []}'), Reply("")],
)
def test_a_bad_answer_is_asked_for_again(url: str, model: Model, bad: Reply) -> None:
    """After one malformed answer the same units are asked about in halves."""
    model.first = [bad]
    assert len(told(url)[0]) == 23
    assert [len(units(one)) for one in model.questions] == [20, 10, 10, 3]


def test_an_answer_at_its_limit_is_not_trusted(url: str, model: Model) -> None:
    """What was cut at the token limit counts for nothing, even where it can be read."""
    model.first = [lambda question: model.well(question, finish="length")]
    assert len(told(url)[0]) == 23
    assert len(model.questions) == 4


def test_units_left_out_of_an_answer_are_asked_about_again(url: str, model: Model) -> None:
    """A model that speaks of the units with codes alone is not taken to have read the others."""

    def lazy(question: dict[str, Any]) -> Reply:
        rows = json.loads(model.well(question).text)["units"]
        return Reply(json.dumps({"units": [row for row in rows if row["codes"]]}))

    model.first = [lazy]
    found, _ = told(url)
    assert len(found) == 23
    assert [len(units(one)) for one in model.questions] == [20, 19, 3]


def test_a_model_that_cannot_do_it_is_given_up(url: str, model: Model) -> None:
    """A few answers in a row that cannot be read end it, with the reason."""
    model.always = lambda _: Reply("As a language model I would rather chat.")
    with pytest.raises(RelcodeError, match="gives no answer that can be used: it has no list"):
        told(url)
    assert len(model.questions) == 8


def test_a_model_that_is_too_slow_is_given_up_sooner(url: str, model: Model) -> None:
    """Smaller questions are tried, and then the user is told of --timeout."""
    model.always = lambda question: model.well(question, wait=0.3)
    with pytest.raises(RelcodeError, match=r"none came in 0\.05 seconds.*--timeout"):
        told(url, timeout=0.05)
    assert len(model.questions) == 4
    with pytest.raises(RelcodeError, match="none came in"):
        told(url, timeout=0.05, budget=10**9)


def test_the_budget_is_kept(url: str, model: Model) -> None:
    """No question goes out that would use more tokens than allowed."""
    found, asking = told(url, budget=15_000)
    assert (len(found), asking.spent, len(model.questions)) == (20, True, 1)
    assert model.questions[0]["max_tokens"] < 15_000 - 5_000
    found, asking = told(url, budget=1)
    assert (found, asking.used, len(model.questions)) == ({}, 0, 1)


def test_tokens_are_guessed_where_the_server_does_not_count(url: str, model: Model) -> None:
    """Without a count the length of question and answer stands for it."""
    model.always = lambda question: model.well(question, prompt_tokens=0, total_tokens=0)
    found, asking = told(url)
    assert len(found) == 23
    assert 8_000 < asking.used < 20_000
