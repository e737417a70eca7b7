"""A codebook: load and check it, look a code up, roll a code up to its core ancestor."""

from relcode.codebook.load import cue_places, load, loads, shipped
from relcode.codebook.model import (
    Attribute,
    Borderline,
    Code,
    Codebook,
    Cues,
    Family,
    LessonHeading,
    LessonMarker,
    NearMiss,
    Relation,
    RelationType,
)

__all__ = [
    "Attribute",
    "Borderline",
    "Code",
    "Codebook",
    "Cues",
    "Family",
    "LessonHeading",
    "LessonMarker",
    "NearMiss",
    "Relation",
    "RelationType",
    "cue_places",
    "load",
    "loads",
    "shipped",
]
