"""Which segments went out to people, how they were drawn, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcode.methods.wording import names, number, phrase, plain, say, templates

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from relcode.methods.held import Held
    from relcode.terms import Round

_DRAWN = ("review", "blind")  # kinds of rounds whose segments may be a sample


class Told(NamedTuple):
    """A round as it is told of: `sent` and `back` count segments, `chances` are those drawn by.

    `coders` are those who answered, `missing` those who did not though a sheet was made for them;
    `undone` says that all that had come back counts no more. `by` is how it was drawn, `all` for
    everything and "" where nothing was drawn or picked; `seed` is None where chance had no part.
    """

    name: str
    kind: str
    coders: list[str]
    missing: list[str]
    undone: bool
    sent: int
    back: int
    by: str
    overlap: int | None
    seed: int | None
    chances: tuple[float, float]


def rounds(held: Held) -> list[Told]:
    """All rounds in the order of making."""
    return [_told(held, made) for made in held.study.rounds]


def _told(held: Held, made: Round) -> Told:
    study = held.study
    sheets = study.rounds.sheets(made.name)
    came = study.rounds.came(made.name)
    sent = {one.segment: one.chance for s in sheets for one in study.rounds.sent(s.id).values()}
    drawn = {segment: chance for segment, chance in sent.items() if chance > 0}
    back = set().union(*(held.brought.get(one.entry.id or 0, set()) for one in came))
    named = {study.spelt(sheet.coder) for sheet in sheets if sheet.coder}
    answered = {study.spelt(coder) for one in came for coder in one.coders}
    chances = (min(drawn.values()), max(drawn.values())) if drawn else (1.0, 1.0)
    by = _by(made, drawn.values()) if sent and made.kind in _DRAWN else ""
    return Told(
        name=made.name,
        kind=made.kind,
        coders=sorted(answered),
        missing=sorted(named - answered),
        undone=not came and bool(study.rounds.entries(made.name)),
        sent=len(sent if by else drawn),
        back=len(back),
        by=by,
        overlap=made.settings.get("overlap"),
        seed=made.seed if chances[0] < 1 else None,
        chances=chances,
    )


def _by(made: Round, chances: Collection[float]) -> str:
    """How it was drawn, or picked out; a sample of as many as there are is all of them."""
    if chances and min(chances) == 1:
        return "all"
    usual = "random" if made.kind == "blind" else "part"
    return str(made.settings.get("by") or usual)


def of_sampling(held: Held) -> Iterator[str]:
    """How segments came to those who coded them."""
    told = [one for one in rounds(held) if one.kind in _DRAWN and one.back]
    by = [one.by for one in told if one.by]
    for way in templates()["ways"]:
        of_way = [one for one in told if one.by == way]
        if of_way:
            who = [plain(one.name) for one in of_way]
            yield say(
                f"sampling.{way}", rounds=who, n=len(of_way), sent=sum(o.sent for o in of_way)
            )
    if told and not by:
        yield say("sampling.unknown")
    uneven = [one for one in told if one.by and one.chances[0] < one.chances[1]]
    if uneven:
        low = min(one.chances[0] for one in uneven)
        high = max(one.chances[1] for one in uneven)
        yield say("sampling.chances", low=low, high=high)
    for one in told:
        if one.overlap is not None:
            yield say("sampling.overlap", round=one.name, n=one.overlap)


def cells(one: Told) -> list[str]:
    """A round as a row of the table."""
    return [
        plain(one.name),
        phrase(f"round_{one.kind}"),
        names(plain(coder) for coder in one.coders) or "–",
        number(one.sent) if one.sent else "–",
        phrase(f"by_{one.by}") if one.by else "–",
        "–" if one.seed is None else str(one.seed),
        number(one.back),
    ]
