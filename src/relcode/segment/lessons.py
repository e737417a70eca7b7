"""Find what states a lesson learned: by its section, by its wording, by the codes it carries."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from relcode.matter import bare_title
from relcode.rules import any_of
from relcode.segment.furniture import is_back_matter
from relcode.segment.places import Places
from relcode.segment.rules import lines, rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from relcode.codebook import LessonHeading, LessonMarker
    from relcode.terms import Segment, Source


# words; a title of the whole text that is no longer is a chapter's, such as "Lessons learned"
_LONGEST_CHAPTER = 4


class _Phrase(NamedTuple):
    """A marker; where none of its words occurs, its pattern need not be tried."""

    pattern: re.Pattern[str]
    confidence: float
    words: tuple[str, ...] = ("",)


class Prior(NamedTuple):
    """What a section says about lessons in it: how sure it makes us, 0 to 1, and of what.

    `whole`: all of it counts; else only what has a marker or a code of its own. `barred`: nothing
    in it counts, as in methods and references.
    """

    confidence: float = 0.0
    whole: bool = False
    barred: bool = False


class Priors:
    """The priors of sections by their path, each worked out once."""

    def __init__(self, headings: Sequence[LessonHeading], title: str | None) -> None:
        """Compile the headings; `title` is the title of the whole text, if it has one."""
        self._headings = [(_compiled(each.pattern), each) for each in headings]
        self._title = title if title and len(title.split()) > _LONGEST_CHAPTER else None
        self._known: dict[tuple[str, ...], Prior] = {}

    def of(self, path: tuple[str, ...]) -> Prior:
        """The prior of the section at the end of the path; nested sections inherit it.

        The surest heading of tier A or B along the path decides, else the last one of tier C. The
        title of the whole text says nothing of its parts.
        """
        if path not in self._known:
            titles = path[1:] if path[:1] == (self._title,) else path
            self._known[path] = self._prior(titles)
        return self._known[path]

    def _prior(self, titles: tuple[str, ...]) -> Prior:
        if any(_is_barred(title) for title in titles):
            return Prior(barred=True)
        found = [
            [each for pattern, each in self._headings if pattern.search(title)] for title in titles
        ]
        whole = [each.confidence for hits in found for each in hits if each.tier != "C"]
        if whole:
            return Prior(max(whole), whole=True)
        mined = next((hits for hits in reversed(found) if hits), [])
        return Prior(max((each.confidence for each in mined), default=0.0))


def lesson_scores(
    source: Source,
    segments: Sequence[Segment],
    coded: Collection[str],
    headings: Sequence[LessonHeading],
    markers: Sequence[LessonMarker] = (),
) -> dict[str, float]:
    """The confidence, 0 to 1, that a segment states a lesson, by its id; zeros are left out.

    Under a heading such as "Lessons learned" (tiers A and B) all that is codable has the heading's
    confidence; under "Discussion" (tier C) only what is `coded` or shares a paragraph with a
    marker counts; elsewhere a marker speaks for its own sentence. `markers` replace the built-in.
    """
    phrases = [_Phrase(_compiled(each.pattern), each.confidence) for each in markers] or _built_in()
    scores: dict[str, float] = {}
    for paragraph, prior in _paragraphs(source, segments, headings):
        if prior.barred:
            continue
        marked = [_marked(source.text, segment, phrases) for segment in paragraph]
        nearby = max(marked, default=0.0)
        for segment, own in zip(paragraph, marked, strict=True):
            score = _score(prior, segment, own, nearby, coded=segment.id in coded)
            if score > 0 and segment.codable:
                scores[segment.id] = round(score, 3)
    return scores


def _score(prior: Prior, segment: Segment, own: float, nearby: float, *, coded: bool) -> float:
    # a table's cells are values and names, of which only a few say anything
    if prior.whole and segment.unit != "cell":
        return max(prior.confidence, own)
    if own:
        return 1 - (1 - own) * (1 - prior.confidence)
    return prior.confidence * max(float(coded), nearby)


def _marked(text: str, segment: Segment, phrases: Sequence[_Phrase]) -> float:
    """How sure the markers in a segment make us: the surest counts, and half in a question."""
    if not segment.codable:
        return 0.0
    content = text[segment.start : segment.end]
    small = content.lower()
    sure = max(
        (
            phrase.confidence
            for phrase in phrases
            if any(word in small for word in phrase.words) and phrase.pattern.search(content)
        ),
        default=0.0,
    )
    return sure / 2 if content.endswith("?") else sure


def _paragraphs(
    source: Source, segments: Sequence[Segment], headings: Sequence[LessonHeading]
) -> Iterator[tuple[list[Segment], Prior]]:
    """The segments of each block, with the prior of the section in which it stands."""
    places = Places(source)
    priors = Priors(headings, places.title)
    index = 0
    for block in source.blocks:
        begin, place = index, places.of(block)
        while index < len(segments) and segments[index].start < block.end:
            index += 1
        if index > begin:
            yield list(segments[begin:index]), priors.of(place.path)


def _is_barred(title: str) -> bool:
    return is_back_matter(title) or _contexts().fullmatch(bare_title(title)) is not None


@cache
def _contexts() -> re.Pattern[str]:
    return any_of(lines("lessons", "contexts"))


@cache
def _built_in() -> list[_Phrase]:
    return [
        _Phrase(_compiled(each["pattern"]), float(each["confidence"]), tuple(each["words"]))
        for each in rules("lessons")["markers"]
    ]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
