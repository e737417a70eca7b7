"""Ask a language model about units: in a form its server takes, again where an answer fails."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from relcode.errors import RelcodeError
from relcode.llm import answers
from relcode.llm.server import RefusedError, TooSlowError
from relcode.rules import any_of, content

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.llm.answers import Item
    from relcode.llm.prompt import Prompt
    from relcode.llm.script import Script
    from relcode.llm.server import Completion, Server
    from relcode.llm.settings import Settings

    Answers = dict[int, list[Item]]  # by the unit's place in its script

_LIMIT = 8192  # tokens of an answer: models that think first need room for it
_OPTIONAL: dict[str, Any] = {"temperature": 0, "seed": 1, "max_tokens": _LIMIT}
_LIMITS = {"max_tokens", "max_completion_tokens"}
_FORMATS = ("json_schema", "json_object", "")
LETTERS = 4  # to a token, where a server does not count
_SHARE = 0.8  # of its words that a prompt has in tokens at the very least
_MOST_FAILURES = 8  # in a row: more than it takes to halve a batch down to one bad unit
_SLOW = 2  # failures that one costs which takes all the time there is
ANSWER = 40  # tokens on each unit, as a guess


class Form(NamedTuple):
    """The form of questions that the server takes, the strictest to begin with."""

    schema: dict[str, Any]
    optional: dict[str, Any] = _OPTIONAL
    formats: tuple[str, ...] = _FORMATS

    def question(
        self, model: str, messages: list[dict[str, str]], most: int | None = None
    ) -> dict[str, Any]:
        """The body of a request; the answer may have `most` tokens, if that is less than usual."""
        body: dict[str, Any] = {"model": model, "messages": messages, "stream": False}
        body |= self.optional
        for name in _LIMITS & body.keys():
            body[name] = min(_LIMIT, _LIMIT if most is None else most)
        name = self.formats[0]
        if name:
            body["response_format"] = {"type": name}
        if name == "json_schema":
            strict = {"name": "codes", "strict": True, "schema": self.schema}
            body["response_format"]["json_schema"] = strict
        return body

    def plainer(self, said: str) -> Form | None:
        """The form without what the server refuses; None where nothing is left to leave out.

        That is what it names, else the form of the answer, else all that is not needed.
        """
        named = [name for name in self.optional if name in said]
        if named:
            kept = {name: value for name, value in self.optional.items() if name not in named}
            if "max_completion_tokens" in said and "max_tokens" in named:
                kept["max_completion_tokens"] = _LIMIT
            return self._replace(optional=kept)
        if len(self.formats) > 1:
            return self._replace(formats=self.formats[1:])
        return self._replace(optional={}) if self.optional else None


class Asking:
    """Asks about units batch by batch; `used` counts tokens, `spent` is whether no more may be."""

    def __init__(self, server: Server, prompt: Prompt, settings: Settings) -> None:
        """Begin with the strictest form and whole batches."""
        self._server, self._prompt, self._settings = server, prompt, settings
        self._form = Form(prompt.schema)
        self._too_long = any_of(content(__package__, "prompt")["too_long"])
        self._failed: list[str] = []  # why, since an answer was last read
        self._scale = 1.0  # of guesses, to what the server counts
        self.used = 0
        self.spent = False

    def answers(self, script: Script, units: Sequence[int]) -> Iterator[Answers]:
        """What is answered, as it comes in; units that no readable answer came for are left out.

        Raises RelcodeError where the server or the model is of no use.
        """
        queue = list(script.batches(units))[::-1]
        while queue and not self.spent:
            batch = queue.pop()
            found = self._batch(script, batch)
            yield found
            left = [unit for unit in batch if unit not in found]
            if found and left:
                queue.append(left)
            elif len(left) > 1:
                half = len(left) // 2
                queue += [left[half:], left[:half]]

    def _batch(self, script: Script, batch: Sequence[int]) -> Answers:
        """What is answered about a batch, nothing where it cannot be read."""
        messages = self._prompt.messages(script.passage(batch))
        asked = sum(len(one["content"]) for one in messages) / LETTERS
        guess = asked + ANSWER * len(batch)
        most = self._left(asked)
        if most is not None and most < ANSWER * len(batch) * self._scale:
            self.spent = True
            return {}
        try:
            answer = self._asked(messages, most)
            self._check_length(answer, messages)
            self._count(answer, guess)
            numbered = answers.units("" if answer.cut else answer.text, len(batch))
        except TooSlowError:
            self.used += round(guess * self._scale)  # the server may well have worked on it
            return self._failure(f"none came in {self._settings.timeout:g} seconds", _SLOW)
        except RefusedError as error:
            return self._failure(f"the server refuses the question: {error.said or error.status}")
        except answers.UnreadableAnswerError as error:
            return self._failure("it breaks off at its limit" if answer.cut else str(error))
        if not numbered:
            return self._failure("it speaks of none of the units")
        self._failed = []
        return {batch[number - 1]: codes for number, codes in numbered.items()}

    def _asked(self, messages: list[dict[str, str]], most: int | None) -> Completion:
        """The answer to a question in the strictest form that the server takes.

        What a plainer form does not help is refused for its own sake: the form stays as it was.
        """
        form = self._form
        while True:
            try:
                answer = self._server.ask(form.question(self._settings.model, messages, most))
            except RefusedError as error:
                plainer = None if self._is_too_long(error) else form.plainer(error.said)
                if plainer is None:
                    raise
                form = plainer
            else:
                self._form = form
                return answer

    def _is_too_long(self, error: RefusedError) -> bool:
        return error.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE or bool(
            self._too_long.search(error.said)
        )

    def _left(self, asked: float) -> int | None:
        """Tokens that the budget leaves to an answer, once so many are asked; None without one."""
        budget = self._settings.budget
        return None if budget is None else int(budget - self.used - asked * self._scale)

    def _count(self, answer: Completion, guess: float) -> None:
        """Add up the tokens, and learn how far a guess is from what the server counts."""
        self.used += answer.total or round(guess * self._scale)
        if answer.total:
            self._scale = answer.total / guess

    def _check_length(self, answer: Completion, messages: list[dict[str, str]]) -> None:
        """Raise RelcodeError where the server has cut off the prompt, as some do silently."""
        words = sum(len(re.findall(r"\S+", one["content"])) for one in messages)
        if 0 < answer.prompt < _SHARE * words:
            message = f"it has read {answer.prompt:,} tokens of a question of {words:,} words"
            fix = (
                "give the model a longer context, such as OLLAMA_CONTEXT_LENGTH=16384 (Ollama),"
                " -c 16384 (llama.cpp) or --max-model-len 16384 (vLLM)"
            )
            raise RelcodeError(message, where=self._settings.host, fix=fix)

    def _failure(self, why: str, weight: int = 1) -> Answers:
        """No answer; raises RelcodeError where that is so time and again."""
        self._failed += [why] * weight
        if len(self._failed) >= _MOST_FAILURES:
            message = f"{self._settings.model} gives no answer that can be used: {why}"
            fix = (
                "what was answered is kept; try another model, a longer --timeout, or a server"
                " that holds answers to a JSON schema"
            )
            raise RelcodeError(message, where=self._settings.host, fix=fix)
        return {}
