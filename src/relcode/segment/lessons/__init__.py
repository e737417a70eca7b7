"""Find what states a lesson learned: by its section, by its wording, by the codes it carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcode.segment.lessons.headings import Prior, Priors
from relcode.segment.lessons.markers import phrases, surest
from relcode.segment.lessons.paragraphs import Paragraph, features, shipped
from relcode.segment.parts import part_of
from relcode.segment.places import Places

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from relcode.codebook import LessonHeading, LessonMarker
    from relcode.segment.lessons.markers import Phrase
    from relcode.terms import Block, Segment, Source

__all__ = ["Passage", "Prior", "Priors", "lesson_scores", "paragraphs", "passages"]

_WRITTEN = ("paper", "report")
_LANGUAGE = "en"
_PARAGRAPHS = 10  # a text of fewer has no beginning and end to speak of
_WORDS = 8  # of a paragraph that is judged by itself


class Passage(NamedTuple):
    """A block with its segments, and its section's path and prior."""

    block: Block
    segments: Sequence[Segment]
    path: tuple[str, ...]
    prior: Prior


def lesson_scores(
    source: Source,
    segments: Sequence[Segment],
    coded: Collection[str],
    headings: Sequence[LessonHeading],
    markers: Sequence[LessonMarker] = (),
) -> dict[str, float]:
    """How likely it is, 0 to 1, that a segment states a lesson, by its id; zeros are left out.

    In a paper or report in English it is the probability that its paragraph does, as far as that is
    `told` (see `relcode.segment.lessons.paragraphs`). Elsewhere it is a judgement:
    under a heading such as "Lessons learned" (tiers A and B) all that is codable has the heading's
    confidence; under "Discussion" (tier C) only what is `coded` or shares a paragraph with a
    marker counts; elsewhere a marker speaks for its own sentence. `markers` replace the built-in.
    """
    known = phrases(markers)
    there = list(passages(source, segments, headings))
    judged = _judged(source, there, known)
    scores: dict[str, float] = {}
    for passage in there:
        if passage.block.start in judged:
            found = dict.fromkeys(passage.segments, judged[passage.block.start])
        else:
            found = _ruled(source.text, passage, known, coded)
        for segment, score in found.items():
            if score > 0 and segment.codable:
                scores[segment.id] = round(score, 3)
    return scores


def paragraphs(
    source: Source, there: Sequence[Passage], known: Sequence[Phrase]
) -> dict[int, Paragraph]:
    """The paragraphs of a paper or report that the model judges, by where they start."""
    if source.kind not in _WRITTEN or source.language != _LANGUAGE:
        return {}
    found = {
        passage.block.start: Paragraph(
            text, passage.path, part_of(passage.path), passage.prior, surest(text, known)
        )
        for passage in there
        if passage.block.form in ("paragraph", "bullet")
        and any(one.codable for one in passage.segments)
        if len((text := source.text[passage.block.start : passage.block.end]).split()) >= _WORDS
    }
    return found if len(found) >= _PARAGRAPHS else {}


def _judged(
    source: Source, there: Sequence[Passage], known: Sequence[Phrase]
) -> Mapping[int, float]:
    """The probability of each paragraph that the model judges, by where it starts."""
    model = shipped()
    found = paragraphs(source, there, known)
    chances = map(model.probability, features(list(found.values())))
    return {
        start: chance if chance >= model.told else 0.0
        for start, chance in zip(found, chances, strict=True)
    }


def _ruled(
    text: str, passage: Passage, known: Sequence[Phrase], coded: Collection[str]
) -> dict[Segment, float]:
    """What rules say of the segments of a block."""
    if passage.prior.barred:
        return {}
    marked = {
        one: surest(text[one.start : one.end], known) if one.codable else 0.0
        for one in passage.segments
    }
    nearby = max(marked.values(), default=0.0)
    return {
        one: _score(passage.prior, one, own, nearby, coded=one.id in coded)
        for one, own in marked.items()
    }


def _score(prior: Prior, segment: Segment, own: float, nearby: float, *, coded: bool) -> float:
    # a table's cells are values and names, of which only a few say anything
    if prior.whole and segment.unit != "cell":
        return max(prior.confidence, own)
    if own:
        return 1 - (1 - own) * (1 - prior.confidence)
    return prior.confidence * max(float(coded), nearby)


def passages(
    source: Source, segments: Sequence[Segment], headings: Sequence[LessonHeading]
) -> Iterator[Passage]:
    """The blocks that have segments, with these and the prior of the section they stand in."""
    places = Places(source)
    priors = Priors(headings, places.title)
    index = 0
    for block in source.blocks:
        begin, path = index, places.of(block).path
        while index < len(segments) and segments[index].start < block.end:
            index += 1
        if index > begin:
            yield Passage(block, segments[begin:index], path, priors.of(path))
