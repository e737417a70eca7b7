"""Compile cues: the phrase language of a codebook, made into regular expressions that cannot hang.

`word` is a whole word, `word*` its beginning (a `*` inside a word stands for any letters),
`(a|b)` alternatives, `~3` a gap of up to three words, `(x )?` an optional part, `-` a hyphen, a
blank or nothing. A cue that says by itself how the thing is ends in `= negative` or `= positive`:
negations within its words do not count then. Gaps are bounded and words are matched whole, so the
time for one attempt at one place does not grow with the text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from relcode.errors import RelcodeError
from relcode.tag.grammar import Gap, Group, Letters, Mark, parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from relcode.codebook import Codebook
    from relcode.tag.grammar import Parts, Sequence

    Place = Callable[[str, str, int], str]

WORD = r"\w++(?:'\w++)?+"
# between neighbours a comma may not stand; around a gap it may
BREAK = r"(?:'s)?+[^\w.;:?!,]++"
LOOSE_BREAK = r"(?:'s)?+[^\w.;:?!]++"
MOST_OPENINGS = 4000
SAYS = {"negative": -1, "positive": 1}
MOST_REMEMBERED = 10_000


class Openings(NamedTuple):
    """What a part of a cue can begin with: whole words, and beginnings of words."""

    exact: frozenset[str]
    prefixes: frozenset[str]


class Cue(NamedTuple):
    """A compiled cue: its text as written and its pattern, which is for folded text.

    `starts` tells what an occurrence begins with; `needs` tells the same of every word that no
    occurrence can lack, the first included. `says` is -1 or 1 where the cue itself says how the
    thing is, bad or good.
    """

    text: str
    pattern: re.Pattern[str]
    starts: Openings
    needs: tuple[Openings, ...]
    says: int = 0


@lru_cache(maxsize=MOST_REMEMBERED)
def compile_cue(text: str) -> Cue:
    """The compiled cue, kept by its text; raises RelcodeError naming the malformed place."""
    words, told, says = text.partition("=")
    sequence = parsed(words)
    pattern = re.compile(rf"(?<!\w){_pattern(sequence)}(?!\w)")
    return Cue(text, pattern, *_openings(text, sequence), _said(text, says) if told else 0)


def _said(text: str, says: str) -> int:
    """What a cue that says how the thing is says, -1 or 1."""
    if says.strip() not in SAYS:
        what = f"'=' needs {' or '.join(SAYS)}, at character {text.index('=') + 2}"
        raise RelcodeError(what, where=f"cue '{text}'", fix="as in 'never rang back = negative'")
    return SAYS[says.strip()]


def problems(codebook: Codebook, place: Place | None = None) -> list[RelcodeError]:
    """Every malformed or repeated cue of a codebook, with its place; empty when all is well.

    `place` says where a cue stands in the codebook's file, where there is one.
    """
    found = []
    for code in codebook.codes:
        seen: dict[str, str] = {}
        for where, text in _cues(codebook, code.id, place):
            try:
                compile_cue(text)
            except RelcodeError as error:
                found.append(RelcodeError(error.what, where=f"{where} '{text}'", fix=error.fix))
            if text in seen:
                what = f"'{text}' stands there twice, first as {seen[text]}"
                found.append(RelcodeError(what, where=where))
            seen.setdefault(text, where)
    return found


def _cues(codebook: Codebook, code: str, place: Place | None) -> Iterator[tuple[str, str]]:
    cues = codebook.code(code).cues
    for kind, texts in (("strong", cues.strong), ("weak", cues.weak), ("exclude", cues.exclude)):
        for number, text in enumerate(texts, start=1):
            file = f"{place(code, kind, number)}: " if place else ""
            yield f"{file}{code}, {kind} cue {number}", text


def _pattern(sequence: Sequence) -> str:
    """The regular expression of a sequence, breaks between its words included."""
    out: list[str] = []
    needs_break = False
    for item in sequence:
        if isinstance(item, Gap):
            lead = LOOSE_BREAK if needs_break else ""
            out.append(f"{lead}(?:{WORD}{LOOSE_BREAK}){{0,{item.most}}}?")
            needs_break = False
            continue
        if needs_break and not _leads(item):
            out.append(BREAK)
        out.extend(_part(item, place) for place in range(len(item)))
        last = item[-1]
        needs_break = not (isinstance(last, Group) and last.after)
    return "".join(out)


def _leads(item: Parts) -> bool:
    """Whether a word brings the break before it along."""
    return isinstance(item[0], Group) and item[0].before


def _part(word: Parts, place: int) -> str:
    part = word[place]
    if isinstance(part, Letters):
        return re.escape(part.text)
    if isinstance(part, Mark):
        if part.text == "-":
            return r"[-\s]?"
        return r"\w*+" if place == len(word) - 1 else r"\w*"
    inner = "|".join(_pattern(option) for option in part.options)
    if not part.optional:
        return f"(?:{inner})"
    return f"(?:{BREAK if part.before else ''}(?:{inner}){BREAK if part.after else ''})?"


def _openings(text: str, sequence: Sequence) -> tuple[Openings, tuple[Openings, ...]]:
    """What a sequence can start with, and what each of its indispensable words starts with."""
    starts: tuple[set[str], set[str]] = (set(), set())
    needs: list[Openings] = []
    for item in sequence:
        if isinstance(item, Gap):
            continue
        exact, prefixes = set[str](), set[str]()
        open_ends = _spelt(item, {""}, exact, prefixes)
        exact |= open_ends - {""}
        if not needs:
            starts[0].update(exact)
            starts[1].update(prefixes)
        if "" not in open_ends:
            needs.append(Openings(frozenset(exact), frozenset(prefixes)))
    _check_openings(text, sum(map(len, starts)), len(needs))
    return Openings(frozenset(starts[0]), frozenset(starts[1])), tuple(needs)


def _check_openings(text: str, starts: int, needs: int) -> None:
    if not needs:
        what = "every part of the cue is optional"
        raise RelcodeError(what, where=f"cue '{text}'")
    if starts > MOST_OPENINGS:
        what = f"the cue can begin in more than {MOST_OPENINGS} ways"
        raise RelcodeError(what, where=f"cue '{text}'", fix="write it as several cues")


def _spelt(word: Parts, starts: set[str], exact: set[str], prefixes: set[str]) -> set[str]:
    """Spell a word on from `starts`; what is still open is returned, what has ended is noted."""
    for part in word:
        if isinstance(part, Letters):
            ended, _, rest = part.text.partition("'")
            starts = {start + ended for start in starts}
            if rest:
                exact.update(starts)
                return set()
        elif isinstance(part, Group):
            starts = _spelt_group(part, starts, exact, prefixes)
        elif part.text == "*":
            prefixes.update(starts)
            return set()
        else:
            exact.update(starts)
    return starts


def _spelt_group(part: Group, starts: set[str], exact: set[str], prefixes: set[str]) -> set[str]:
    on = set(starts) if part.optional else set()
    for option in part.options:
        first = option[0]
        if isinstance(first, Gap):  # the grammar lets none through
            continue
        ends = _spelt(first, starts, exact, prefixes)
        if len(option) > 1 or part.after:
            exact.update(ends)
        else:
            on |= ends
    return on
