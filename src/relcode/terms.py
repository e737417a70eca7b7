"""The nouns of the field, as frozen values that flow between the stages.

Positions are Unicode code points into `Source.text`, 0-based and end-exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal, NamedTuple

SourceKind = Literal["interview", "report", "paper", "web"]
Form = Literal["paragraph", "heading", "bullet", "cell", "furniture"]
SpeakerRole = Literal["participant", "interviewer", "author", "commenter", "quoted", "system"]
Unit = Literal["sentence", "bullet", "cell", "turn", "heading"]
Valence = Literal["positive", "negative", "mixed", "neutral"]
Role = Literal["barrier", "facilitator", "both", "none"]
Stance = Literal["reported", "asserted", "recommended", "hypothetical"]
Status = Literal["suggested", "candidate", "accepted", "rejected", "added", "adjudicated"]
Strength = Literal["strong", "weak"]
Via = Literal["text", "stem", "previous", "question"]
RoundKind = Literal["review", "blind", "adjudication", "import", "codebook"]
Mark = Literal["done", "unsure"]
MACHINE = ("suggested", "candidate")
UNCODED = ("interviewer", "system")  # speaker roles, where a codebook names none


class Span(NamedTuple):
    """A stretch of a source's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, bullet, table cell or piece of page furniture, as it was laid out.

    `level` is the depth of a heading (1 is the top) or of a bullet; `speaker` is the name as
    written, or None when nobody is named; `reply_to` names the comment answered; `page` counts
    from 1; `at` is seconds from the start of a recording. A transcript's speaker label lies
    outside the block. `note` says why furniture is furniture (reference, byline, navigation …).
    """

    start: int
    end: int
    form: Form = "paragraph"
    level: int = 0
    speaker: str | None = None
    role: SpeakerRole | None = None
    reply_to: str | None = None
    page: int | None = None
    at: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it; `path` holds the titles from the top down."""

    start: int
    end: int
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted talk, or one comment; an unknown speaker is None."""

    start: int
    end: int
    speaker: str | None
    role: SpeakerRole
    reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader found in one file, before turns, sections and roles are worked out.

    `text` is normalised (see `relcode.read.normalise`); `blocks` are in reading order and do not
    overlap. `kind` and `title` are None where the format does not tell.
    """

    text: str
    blocks: tuple[Block, ...]
    kind: SourceKind | None = None
    title: str | None = None
    language: str | None = None
    variables: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A transcript, report, paper or web page as read; `id` is derived from its text.

    `language` is an ISO 639-1 code, or "und" where the text is too short to tell; `sha256` is of
    `text` in UTF-8.
    """

    id: str
    name: str
    kind: SourceKind
    language: str
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    turns: tuple[Turn, ...]
    variables: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Segment:
    """The stretch of a source that can be coded; it never copies text, it slices.

    `section` is the path of titles joined with " > "; `stem` is the lead-in that a bullet
    completes; `lesson` is the confidence, 0 to 1, that the segment states a lesson learned.
    """

    id: str
    source: str
    start: int
    end: int
    unit: Unit
    section: str = ""
    page: int | None = None
    speaker: str | None = None
    speaker_role: SpeakerRole = "author"
    reply_to: str | None = None
    stem: Span | None = None
    lesson: float = 0.0
    codable: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """One occurrence of a cue in the source's text, and how it reached the segment."""

    cue: str
    start: int
    end: int
    strength: Strength = "strong"
    via: Via = "text"


@dataclass(frozen=True, slots=True)
class Why:
    """The reason for a coding: its evidence, what set its valence, and any rule that decided."""

    evidence: tuple[Evidence, ...] = ()
    valence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """One code on one segment by one coder, with its why.

    `coder` is a person or a tagger with its version (`cues.v1`); `probability` is None until a
    calibrated model gives one; `made_at` is ISO 8601 in UTC, empty until the study stores it.
    `spans` are the places it is about: none is the whole segment, others lie in it or reach over
    it. What only a stored one has: its `id`, the one that it `replaces`, and of a decision the
    kind of round that it came by (`origin`). A `carried` decision is an earlier one of the same
    coder, brought over to a new codebook or text; it stands in the place of the one it replaces.
    """

    segment: str
    code: str
    valence: Valence
    role: Role
    stance: Stance
    status: Status
    coder: str
    tagger: str
    why: Why
    probability: float | None = None
    made_at: str = ""
    replaces: int | None = None
    spans: tuple[Span, ...] = ()
    carried: bool = False
    id: int | None = field(default=None, compare=False)
    origin: RoundKind | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Round:
    """One sheet out to each coder, and back; `codebook` is the hash of the one it was made with.

    `settings` are what it was asked for with; `made_at` is ISO 8601 in UTC.
    """

    name: str
    kind: RoundKind
    seed: int
    codebook: str
    settings: dict[str, Any] = field(default_factory=dict)
    made_at: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one coder gets in a round; `coder` is "" where it is not known beforehand who."""

    id: str
    round: str
    coder: str
    schema: int = 1


@dataclass(frozen=True, slots=True)
class Sent:
    """What a row of a sheet showed: the codings in its slots, in that order, then candidates.

    `chance` is the probability, over 0 to 1, with which the segment was drawn into the round, and
    `drawn` says how (`all`, `random`, `uncertain` …).
    """

    segment: str
    codings: tuple[Coding, ...] = ()
    chance: float = 1.0
    drawn: str = "all"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that came in as an answer to a sheet; `undone_at` is "" while it counts."""

    sheet: str
    file: str
    sha256: str
    at: str = ""
    undone_at: str = ""
    id: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Judged:
    """A coder has gone through all codes of a segment, or could not decide (`unsure`).

    `origin` is the kind of round that it came by, known once it is stored.
    """

    segment: str
    coder: str
    mark: Mark
    origin: RoundKind | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Memo:
    """A coder's note on a segment, or on one code of it; `author` is who wrote a cell's comment."""

    segment: str
    coder: str
    text: str
    author: str = ""
    code: str = ""
    made_at: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Own:
    """What a coder put into a column of their own beside a segment."""

    segment: str
    coder: str
    column: str
    value: str


def source_id(text: str) -> str:
    """The id of a source with this text: `s` and ten hexadecimal digits of its SHA-256."""
    return "s" + sha256(text.encode()).hexdigest()[:10]


def segment_source(segment: str) -> str:
    """The id of the source that a segment's id names."""
    return segment.rsplit("-", 2)[0]


def segment_id(source: str, start: int, end: int) -> str:
    """The id of a segment: its source and its span, so that the same cut has the same id."""
    return f"{source}-{start}-{end}"
