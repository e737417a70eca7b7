"""Read what a language model answered, and take from it only what holds."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from relcode.llm.prompt import VALUES
from relcode.llm.quotes import place
from relcode.terms import Coding, Evidence, Why

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relcode.terms import Role, Segment, Source, Span, Stance, Valence

Item = dict[str, Any]  # one code as it was answered, unchecked
_THOUGHT = "</think>"  # a model that thinks aloud ends with it
_MOST = 50  # codes on one unit; more is a model that runs on


class UnreadableAnswerError(Exception):
    """An answer that is not in the form that was asked for."""


class _Said(NamedTuple):
    """One code on a unit that holds, and where its quote stands."""

    code: str
    valence: Valence
    role: Role
    stance: Stance
    span: Span


def units(text: str, count: int) -> dict[int, list[Item]]:
    """The codes of each unit that an answer speaks of, by its number from 1 to `count`.

    Raises UnreadableAnswerError where it is no JSON or has another form. What stands around the
    JSON (thoughts, fences) is passed over. Of one unit alone an empty answer says that it has none.
    """
    answer = _json(text)
    rows = answer.get("units") if isinstance(answer, dict) else None
    if not isinstance(rows, list):
        message = "it has no list of units"
        raise UnreadableAnswerError(message)
    found: dict[int, list[Item]] = {} if rows or count > 1 else {1: []}
    for row in rows:
        number, codes = _unit(row)
        if 1 <= number <= count:
            found.setdefault(number, codes)
    return found


def _unit(row: object) -> tuple[int, list[Item]]:
    number = row.get("unit") if isinstance(row, dict) else None
    codes = row.get("codes") if isinstance(row, dict) else None
    if not isinstance(number, int) or not isinstance(codes, list) or len(codes) > _MOST:
        message = "a unit in it has no number or no list of codes"
        raise UnreadableAnswerError(message)
    if not all(isinstance(code, dict) for code in codes):
        message = "a code in it is no object"
        raise UnreadableAnswerError(message)
    return number, cast("list[Item]", codes)


def _json(text: str) -> object:
    body = text.rpartition(_THOUGHT)[2]
    start = body.find("{")
    try:
        return json.JSONDecoder().raw_decode(body, start)[0] if start >= 0 else None
    except (ValueError, RecursionError) as error:
        message = "it is not JSON, or breaks off"
        raise UnreadableAnswerError(message) from error


class Reading:
    """Turns answers into codings; `dropped` counts what does not hold, by reason."""

    def __init__(self, codes: Sequence[str], name: str, model: str) -> None:
        """`codes` are those of the codebook, in its order; `name` is the coder's."""
        self._order = {code: place for place, code in enumerate(codes)}
        self._name, self._note = name, f"read by the language model {model}"
        self.dropped: Counter[str] = Counter()

    def codings(self, items: Sequence[Item], source: Source, segment: Segment) -> Iterator[Coding]:
        """The codings of one segment, each code once, in the codebook's order."""
        said: dict[str, list[_Said]] = {}
        for item in items:
            one = self._checked(item, source, segment)
            if one:
                said.setdefault(one.code, []).append(one)
        for code in sorted(said, key=lambda code: self._order[code]):
            yield self._coding(said[code], source, segment)

    def _checked(self, item: Mapping[str, Any], source: Source, segment: Segment) -> _Said | None:
        code, quote = item.get("code"), item.get("quote")
        values: list[Any] = [item.get(name) for name in VALUES]
        sound = all(value in VALUES[name] for name, value in zip(VALUES, values, strict=True))
        if not isinstance(code, str) or code not in self._order:
            self.dropped["code"] += 1
        elif not sound:
            self.dropped["value"] += 1
        elif span := place(quote, source.text, segment) if isinstance(quote, str) else None:
            valence, role, stance = values
            return _Said(code, valence, role, stance, span)
        else:
            self.dropped["quote"] += 1
        return None

    def _coding(self, said: Sequence[_Said], source: Source, segment: Segment) -> Coding:
        spans = sorted({one.span for one in said})
        evidence = (Evidence(_words(source, span), *span) for span in spans)
        return Coding(
            segment=segment.id,
            code=said[0].code,
            valence=_valence(said),
            role=said[0].role,
            stance=said[0].stance,
            status="suggested",
            coder=self._name,
            tagger=self._name,
            why=Why(tuple(evidence), "", self._note),
        )


def _words(source: Source, span: Span) -> str:
    return " ".join(source.text[span.start : span.end].split())


def _valence(said: Sequence[_Said]) -> Valence:
    """The valence of a code that was given for several quotes: mixed, where they differ."""
    telling = {one.valence for one in said} - {"neutral"}
    return telling.pop() if len(telling) == 1 else "mixed" if telling else "neutral"
