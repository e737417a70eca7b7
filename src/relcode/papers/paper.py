"""One paper as systematic reviewers tabulate it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relcode.papers.lessons import Lesson, lessons
from relcode.papers.partners import Partners, partners
from relcode.papers.profile import Profile, profile
from relcode.papers.questions import questions
from relcode.papers.quotes import Quote, best, quote
from relcode.papers.talk import Goal, Talk, goal, relational, talk
from relcode.rules import content
from relcode.segment.parts import part_of
from relcode.standing import assigned, standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relcode.codebook import Codebook
    from relcode.reference import Reference
    from relcode.study import Study
    from relcode.terms import Coding, Segment, Source, Valence


@dataclass(frozen=True, slots=True)
class Paper:
    """What one source says of itself, and which codes are in force on it.

    `reference` is that of its work, or what it says of itself, with a citation key.
    `codes` counts segments by code and valence; `barriers`, `facilitators` and `strategies` count
    those of codes in that role; `answers` counts by code and question; `quotes` are the best of
    each code; `lessons` are the passages that may state one.
    """

    source: Source
    files: tuple[str, ...]
    reference: Reference
    profile: Profile
    partners: Partners
    talk: Talk
    goal: Goal
    lessons: list[Lesson]
    codes: dict[str, Counter[Valence]] = field(default_factory=dict)
    barriers: Counter[str] = field(default_factory=Counter)
    facilitators: Counter[str] = field(default_factory=Counter)
    strategies: Counter[str] = field(default_factory=Counter)
    answers: dict[str, Counter[str]] = field(default_factory=dict)
    quotes: dict[str, list[Quote]] = field(default_factory=dict)

    @property
    def coded(self) -> bool:
        """Whether any code is in force on it."""
        return bool(self.codes)


def papers(study: Study, references: Mapping[str, Reference]) -> Iterator[Paper]:
    """The sources that these references are of, by id, one at a time in order of name."""
    reading = _Reading(study.codebook(), references)
    for source in study.sources():
        if source.id in references:
            files = tuple(sorted(study.inputs_of(source.id)))
            coded = standing(study.codings(source.id))
            yield reading.paper(source, files, study.segments(source.id), coded)


class _Reading:
    """Reads papers by a codebook."""

    def __init__(self, book: Codebook, references: Mapping[str, Reference]) -> None:
        self._references = references
        rules = content(__package__, "papers")
        families = {code.id: book.family(code.id) for code in book.codes}
        self._relational = relational(book)
        self._strategies = {c for c, f in families.items() if f and f.id in rules["strategies"]}
        self._questions = questions()

    def paper(
        self,
        source: Source,
        files: tuple[str, ...],
        segments: Sequence[Segment],
        coded: dict[str, list[Coding]],
    ) -> Paper:
        kept = {segment: assigned(codings) for segment, codings in coded.items()}
        said = talk(segments, kept, self._relational)
        found = Paper(
            source=source,
            files=files,
            reference=self._references[source.id],
            profile=profile(source),
            partners=partners(source),
            talk=said,
            goal=goal(source.text, segments, kept, said.depth),
            lessons=list(lessons(source.text, segments, kept)),
        )
        quotes: defaultdict[str, list[Quote]] = defaultdict(list)
        for segment in segments:
            for coding in kept.get(segment.id, ()):
                quotes[coding.code].append(self._take(found, segment, coding))
        found.quotes.update({code: best(group) for code, group in quotes.items()})
        return found

    def _take(self, found: Paper, segment: Segment, coding: Coding) -> Quote:
        """Count a coding where it belongs; gives its quote."""
        code, part = coding.code, part_of(segment.section.split(" > "))
        found.codes.setdefault(code, Counter())[coding.valence] += 1
        found.barriers[code] += coding.role in ("barrier", "both")
        found.facilitators[code] += coding.role in ("facilitator", "both")
        found.strategies[code] += code in self._strategies
        answers = found.answers.setdefault(code, Counter())
        answers.update(one.id for one in self._questions if one.answered(coding, segment, part))
        return quote(coding, segment, found.source.text, part)
