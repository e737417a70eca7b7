"""A codebook: load and check it, look a code up, roll a code up to its core ancestor."""

from relcode.codebook.changes import Change, Changes, changes
from relcode.codebook.heirs import Heirs, Lineage, translate
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
from relcode.codebook.wording import worded

__all__ = [
    "Attribute",
    "Borderline",
    "Change",
    "Changes",
    "Code",
    "Codebook",
    "Cues",
    "Family",
    "Heirs",
    "LessonHeading",
    "LessonMarker",
    "Lineage",
    "NearMiss",
    "Relation",
    "RelationType",
    "changes",
    "cue_places",
    "load",
    "loads",
    "shipped",
    "translate",
    "worded",
]
