"""What suggested codes: codebook, tagger, model, and what the model learned in the study."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from relcode import __version__
from relcode.features.model import described
from relcode.learn import versions
from relcode.llm.settings import remembered
from relcode.methods.wording import phrase, say
from relcode.tag.known import known
from relcode.terms import segment_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.learn.versions import Version
    from relcode.methods.held import Held
    from relcode.study import Study

_LEARNED = re.compile(r"learned\.v(\d+):")
_HASH = re.compile(r"[0-9a-f]{64}")
_KINDS = ("cues", "full", "llm")


class Tagged(NamedTuple):
    """How sources were tagged: by which tagger of which relcode, model and learned version.

    `model` and `codebook` are hashes, "" where they are not told; `learned` is 0 for none. `own`
    says that codes which the model has not learned were read by what was reviewed, and `patchy`
    that a source has segments which got no answer.
    """

    tagger: str
    version: str = ""
    model: str = ""
    learned: int = 0
    own: bool = False
    patchy: bool = False
    codebook: str = ""

    @property
    def kind(self) -> str:
        """The kind of tagger, `other` for one that relcode does not ship."""
        kind = self.tagger.partition(".")[0]
        return kind if kind in _KINDS else "other"


def tagged(study: Study) -> list[tuple[Tagged, int]]:
    """The number of sources tagged in each way, the most frequent first."""
    return Counter(map(_parsed, study.tagged().values())).most_common()


def learned(study: Study) -> list[Version]:
    """The learned versions that suggestions rest on, and the one in force."""
    there = study.learned.latest()
    used = {way.learned for way, _ in tagged(study)} | {there}
    return [versions.get(study, number) for number in sorted(used) if 0 < number <= there]


def models(study: Study) -> list[str]:
    """The hashes of the models that the full tagger made suggestions by."""
    return sorted({way.model for way, _ in tagged(study) if way.model})


def _parsed(fingerprint: str) -> Tagged:
    """What the mark of a tagged source tells, as `relcode.tagging.fingerprint` makes it."""
    if fingerprint.count(" ") < 2:  # noqa: PLR2004 - tagger, version and codebook, at the least
        return Tagged(fingerprint.partition(" ")[0])
    tagger, version, *state, book = fingerprint.split(" ")
    found = _LEARNED.search(" ".join(state))
    model = state[0] if state and tagger.startswith("full.") and _HASH.fullmatch(state[0]) else ""
    own = bool(model and state[1:] and not found and _HASH.fullmatch(state[1]))
    number = int(found[1]) if found else 0
    return Tagged(tagger, version, model, number, own, "patchy" in state, book)


def of_codebook(held: Held) -> Iterator[str]:
    """By which codebook the study is coded."""
    book, study = held.book, held.study
    values = {"name": book.name, "version": book.version, "hash": book.hash}
    yield say("codebook.named", **values, n=len(book.codes))
    if earlier := len(study.codebook_hashes()) - 1:
        yield say("codebook.earlier", n=earlier)


def of_machine(held: Held) -> Iterator[str]:
    """What made suggestions, from what that had learned, and what it learned here."""
    ways, whole = tagged(held.study), held.kinds.total()
    if not ways:
        yield say("machine.none")
        return
    for way, sources in ways:
        values = {"n": sources, "tagger": way.tagger, "version": way.version or __version__}
        all_of_them = phrase("every") if sources == whole else phrase("so_many", n=sources)
        yield say(f"machine.{way.kind}", **values, sources=all_of_them)
    yield from _language_model(held, ways)
    if (without := whole - sum(n for _, n in ways)) > 0:
        yield say("machine.untagged", n=without)
    old = sum(n for way, n in ways if way.codebook and way.codebook != held.study.codebook_hash)
    if old:
        yield say("machine.old_codebook", n=old)
    if patchy := sum(n for way, n in ways if way.patchy):
        yield say("machine.patchy", n=patchy)
    yield say("machine.suggested", n=held.finished.suggested)
    yield from _models(held, ways)


def _language_model(held: Held, ways: list[tuple[Tagged, int]]) -> Iterator[str]:
    if any(way.kind == "llm" for way, _ in ways):
        settings = remembered(held.study)
        if settings and settings.name in {way.tagger for way, _ in ways}:
            name = "machine.here" if settings.local else "machine.elsewhere"
            yield say(name, model=settings.model, host=settings.host)
        yield say("machine.llm_caveat")
    book = held.book
    reads_all = all(way.kind in ("llm", "other") for way, _ in ways)
    if foreign := {} if reads_all else held.study.foreign(book.language):
        yield say("machine.foreign", n=len(foreign), language=book.language)


def _models(held: Held, ways: list[tuple[Tagged, int]]) -> Iterator[str]:
    about, used = described(), models(held.study)
    for one in used:
        if one == about.hash:
            name, version = about.values["name"], about.values["version"]
            yield say("machine.model", name=name, version=version, hash=one)
        else:
            yield say("machine.other_model", hash=one)
    if used:
        yield say("machine.caveat")
        yield from _known(held)
        yield from _learned(held, ways)


def _known(held: Held) -> Iterator[str]:
    """How many of the codebook's codes the model knows, where it is not all of them."""
    book, about = held.book, described()
    learned_by_it = len(known(about.values, book))
    if learned_by_it < len(book.codes) and models(held.study) == [about.hash]:
        yield say("machine.known", n=learned_by_it, codes=len(book.codes))


def _learned(held: Held, ways: list[tuple[Tagged, int]]) -> Iterator[str]:
    used = {way.learned for way, _ in ways}
    for one in learned(held.study):
        sources = {segment_source(segment) for segment in one.answers}
        values = {"name": one.name, "hash": one.digest, "n": len(one.answers)}
        yield say("machine.learned", **values, sources=len(sources))
        if one.number not in used:
            yield say("machine.unused", name=one.name)
        elif one.compared:
            yield say("machine.compared", name=one.name)
    if used - {0}:
        yield say("machine.not_itself")
    elif not held.study.learned.latest():
        own = any(way.own for way, _ in ways)
        yield say("machine.own" if own else "machine.as_shipped")


def of_software(held: Held) -> Iterator[str]:
    """With which version of relcode this was made, and its suggestions."""
    made = sorted({way.version for way, _ in tagged(held.study)} - {"", __version__})
    yield say("software.version", version=__version__)
    if made:
        yield say("software.earlier", versions=made, n=len(made))


def components(held: Held) -> Iterator[list[str]]:
    """Software, codebooks, model and learned versions, each with version and hash, for a table."""
    yield [phrase("relcode"), "relcode", __version__, ""]
    study = held.study
    yield from _books(held)
    about = described()
    for one in models(study):
        mine = one == about.hash
        name, version = (about.values["name"], about.values["version"]) if mine else ("–", "–")
        yield [phrase("model"), name, str(version), one]
    for made in learned(study):
        yield [phrase("learned"), made.name, made.made_at[: len("2026-01-01")], made.digest]


def _books(held: Held) -> Iterator[list[str]]:
    study = held.study
    yield [phrase("codebook"), held.book.name, held.book.version, study.codebook_hash]
    earlier = [each for each in study.codebook_hashes() if each != study.codebook_hash]
    for each in reversed(earlier):
        book = study.codebook(each)
        yield [phrase("old_codebook"), book.name, book.version, each]
