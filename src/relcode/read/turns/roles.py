"""Say what part each speaker has: who asks, who answers, what the record says of itself.

The rule, in order: the names a user gave as interviewers; labels that name a part ("Moderator",
"INT", "Jane (interviewer)"), a label that means several ("R", "M", "F") being judged by the labels
beside it; the interviewer named in the file's own header; and where no name tells, one speaker at
most, who asks in most turns, far oftener than any other, and says less. In doubt a speaker is a
participant, so that nothing anybody said is left uncoded by mistake.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from relcode.read.turns.labels import base, is_meant, key, remark
from relcode.read.wording import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from relcode.terms import Block, SpeakerRole

_FEWEST = 3  # turns with a question, before somebody counts as the one who asks
_ASKING = 0.5  # share of turns with a question
_OTHERS = 0.5  # the others' share, at most, relative to that of the one who asks
_TALKING = 0.75  # words a turn of the one who asks, at most, relative to the others
_ASKED = re.compile(r"[?？؟;](?=[\s\"'”’»)\]*_]*(?:$|\s))")
_GREEK_MARK = ";"
_INITIALS = re.compile(r"\b\w")


@dataclass(slots=True)
class _Talk:
    """How one speaker talks: turns, those with a question, and words."""

    turns: int = 0
    asked: int = 0
    words: int = 0

    @property
    def asking(self) -> float:
        return self.asked / self.turns

    @property
    def length(self) -> float:
        return self.words / self.turns


def with_roles(
    blocks: Sequence[Block],
    text: str,
    variables: Mapping[str, str],
    interviewers: Collection[str] = (),
) -> tuple[Block, ...]:
    """The blocks with a role each; one that a reader gave stays, but for quoted interviewers.

    Where nobody is named, all is the author's. `interviewers` are names as written, compared
    without case; where one of them speaks, they take the place of every other sign.
    """
    spoken = [block for block in blocks if block.speaker and block.role is None]
    if not spoken:
        timed = any(block.at is not None for block in blocks)
        return tuple(_role(block, "participant" if timed else "author") for block in blocks)
    talk = _talk(spoken, text)
    asking = _asking(talk, variables, interviewers)
    roles: dict[str, SpeakerRole] = {
        name: "interviewer" if name in asking else "participant" for name in talk
    }
    for name in talk:
        if base(name) in words("roles", "system"):
            roles[name] = "system"
    return tuple(_role(block, _default(block, roles)) for block in blocks)


def _role(block: Block, role: SpeakerRole) -> Block:
    if block.role == "quoted" and block.speaker and _certain(block.speaker):
        return replace(block, role="interviewer")  # a paper that quotes a question with its answer
    return block if block.role else replace(block, role=role)


def _default(block: Block, roles: Mapping[str, SpeakerRole]) -> SpeakerRole:
    if block.speaker:
        return roles.get(block.speaker, "participant")
    # what stands between the turns is the record's; an unknown voice is a participant's
    return "system" if block.form in ("furniture", "heading") else "participant"


def _talk(spoken: Iterable[Block], text: str) -> dict[str, _Talk]:
    """How each speaker talks, a turn being what lies between two other speakers."""
    talk: dict[str, _Talk] = defaultdict(_Talk)
    last: str | None = None
    asked = False
    for block in spoken:
        name = str(block.speaker)
        content = text[block.start : block.end]
        one = talk[name]
        one.words += len(content.split())
        if name != last:
            one.turns += 1
            asked = False
        if not asked and _questions(content):
            one.asked += 1
            asked = True
        last = name
    return dict(talk)


def _questions(content: str) -> bool:
    marks = (match[0][0] for match in _ASKED.finditer(content))
    return any(mark != _GREEK_MARK or _greek(content) for mark in marks)


def _greek(content: str) -> bool:
    return any("\u0370" <= char <= "\u03ff" for char in content[:200])


def _asking(
    talk: Mapping[str, _Talk], variables: Mapping[str, str], interviewers: Collection[str]
) -> set[str]:
    """The speakers who ask."""
    if told := {label for label in talk if any(is_meant(label, name) for name in interviewers)}:
        return told
    return (
        _by_name(talk) or _by_header(talk, variables) or _by_questions(talk)
        if len(talk) > 1
        else {name for name in talk if _certain(name)}
    )


def _certain(name: str) -> bool:
    """Whether the label means one who asks, in any file."""
    asks = words("roles", "interviewer")
    plain = base(name)
    if remark(name) in asks:
        return True
    named_so = plain in asks or not asks.isdisjoint(plain.split()[-1:])
    return named_so and plain not in words("roles", "ambiguous")


def _by_name(talk: Mapping[str, _Talk]) -> set[str]:
    if certain := {name for name in talk if _certain(name)}:
        return certain - _at_work(certain, talk)
    for letter in ("i", "q"):
        if mine := _letter(letter, talk):
            return mine
    return _other_letter(talk)


def _at_work(certain: set[str], talk: Mapping[str, _Talk]) -> set[str]:
    """Those called researcher by trade, who answer a moderator like everybody else."""
    known = words("roles", "trades")
    trades = {name for name in certain if not known.isdisjoint(base(name).split()[-1:])}
    leaders = certain - trades
    if not leaders:
        return set()
    return {name for name in trades if talk[name].asking < _OTHERS * _most(leaders, talk)}


def _letter(letter: str, talk: Mapping[str, _Talk]) -> set[str]:
    """Those called I or Q: they ask if all others answer, or if none of these asks as often.

    With a number they may be interviewees too, so that there the others decide alone.
    """
    mine = {name for name in talk if base(name) == letter}
    others = set(talk) - mine
    if not mine or not others:
        return set()
    if all(_answers(base(name)) for name in others):
        return mine
    plain = len(mine) == 1 and key(next(iter(mine))) == letter
    return mine if plain and _most(mine, talk) >= _most(others, talk) else set()


def _most(names: Collection[str], talk: Mapping[str, _Talk]) -> float:
    return max(talk[name].asking for name in names)


def _other_letter(talk: Mapping[str, _Talk]) -> set[str]:
    """R among P1, P2 is the researcher, M the moderator, if that is who asks."""
    unclear = {name for name in talk if base(name) in words("roles", "letters")}
    clear = {name for name in talk if _answers(base(name)) and name not in unclear}
    if len(unclear) != 1 or not clear:
        return set()
    asks = _most(unclear, talk)
    return unclear if asks and asks > _most(set(talk) - unclear, talk) else set()


def _answers(plain: str) -> bool:
    return plain in words("roles", "participant")


def _by_header(talk: Mapping[str, _Talk], variables: Mapping[str, str]) -> set[str]:
    """Those whom the header calls the interviewer, by name or initials, and its legend."""
    found = {
        name for name in talk if base(variables.get(name, "")) in words("roles", "interviewer")
    }
    for variable, value in variables.items():
        if base(variable) in words("roles", "asking"):
            found |= {name for name in talk if _means(name, value)}
    return found if len(found) < len(talk) else set()


def _means(name: str, value: str) -> bool:
    label = key(name)
    whole = key(value)
    initials = "".join(_INITIALS.findall(whole))
    return label in {whole, initials, *whole.replace(",", " ").split()}


def _by_questions(talk: Mapping[str, _Talk]) -> set[str]:
    """The one speaker who asks in most turns, much oftener than any other, and says less."""
    name = max(talk, key=lambda one: talk[one].asking)
    one = talk[name]
    others = [talk[other] for other in talk if other != name]
    spoken = sum(other.words for other in others) / sum(other.turns for other in others)
    if (
        one.asked >= _FEWEST
        and one.asking >= _ASKING
        and max(other.asking for other in others) <= _OTHERS * one.asking
        and one.length <= _TALKING * spoken
    ):
        return {name}
    return set()
