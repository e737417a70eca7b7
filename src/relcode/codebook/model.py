"""What a codebook holds, as frozen values: families, codes, cues, relations, lesson headings."""

from __future__ import annotations

import json
import re
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
)

from relcode.errors import RelcodeError, nearest
from relcode.terms import UNCODED

if TYPE_CHECKING:
    from collections.abc import Iterator

Id = Annotated[str, StringConstraints(pattern=r"^\w[^\s,;]*$", max_length=100)]
Confidence = Annotated[float, Field(ge=0, le=1)]
STORED = "# relcode codebook "
UNREADABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")  # raw, in YAML
Polarity = Literal["desirable", "undesirable", "neutral"]


class Entry(BaseModel):
    """Base of all parts of a codebook: frozen, and no key but the known ones."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)


class Family(Entry):
    """A heading under which codes stand; it is not itself a code."""

    id: Id
    name: str
    description: str = ""
    assignable: bool = False


class Attribute(Entry):
    """A property of a coding or segment, and the values it may take."""

    values: tuple[str, ...] | str = ()
    scope: str = ""
    default: str = ""
    default_uncoded: tuple[str, ...] = ()
    applies_to: tuple[str, ...] = ()
    meaning: str = ""
    form: str = ""
    source: str = ""


class RelationType(Entry):
    """A way in which one code bears on another; an `acyclic` constraint is checked."""

    meaning: str
    constraint: str = ""


class Borderline(Entry):
    """A sentence at the edge of a code, with the decision and its reason."""

    text: str
    decide: Literal["yes", "no"]
    why: str


class NearMiss(Entry):
    """A sentence that looks like the code and is not, with the reason."""

    text: str
    why: str


class Cues(Entry):
    """Phrases in the cue language: enough alone, worth a look, and never counted."""

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


class Code(Entry):
    """An idea that segments are coded with, its limits, its examples and its cues.

    `formerly` are the ids of earlier versions whose decisions this code takes over.
    """

    id: Id
    name: str
    parent: str = ""
    core: bool = False
    polarity: Polarity = "neutral"
    definition: str
    use: str = ""
    avoid: str = ""
    typical: tuple[str, ...] = ()
    borderline: tuple[Borderline, ...] = ()
    near_miss: tuple[NearMiss, ...] = ()
    cues: Cues = Cues()
    negation: str = ""
    confusions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()

    @model_serializer(mode="wrap")
    def _without_no_names(self, whole: SerializerFunctionWrapHandler) -> dict[str, object]:
        # a codebook from before there was `formerly` keeps its hash
        values: dict[str, object] = whole(self)
        if not self.formerly:
            values.pop("formerly", None)
        return values


class Relation(Entry):
    """A directed, typed claim between two codes; relations may form cycles."""

    model_config = ConfigDict(populate_by_name=True)

    from_: str = Field(alias="from")
    type: str
    to: str
    sign: Literal["+", "-", "±"] | None = None
    sources: tuple[str, ...] = ()
    note: str = ""


class LessonHeading(Entry):
    """A heading under which lessons tend to stand; `pattern` is a regular expression."""

    heading: str
    pattern: str
    confidence: Confidence
    tier: Literal["A", "B", "C"]
    note: str = ""


class LessonMarker(Entry):
    """A phrase that announces a lesson in running text; `pattern` is a regular expression."""

    pattern: str
    confidence: Confidence
    note: str = ""


class Codebook(Entry):
    """The tree of codes with all that is said about them."""

    name: str
    version: str
    language: str
    unit: str = "sentence"
    context_window: Annotated[int, Field(ge=0, le=10)] = 1
    cue_language: str = ""
    negation_default: str = ""
    families: tuple[Family, ...] = ()
    attributes: dict[str, Attribute] = {}
    relation_types: dict[str, RelationType] = {}
    codes: tuple[Code, ...]
    relations: tuple[Relation, ...] = ()
    lesson_headings: tuple[LessonHeading, ...] = ()
    lesson_markers: tuple[LessonMarker, ...] = ()
    sources: dict[str, str] = {}

    @cached_property
    def uncoded(self) -> frozenset[str]:
        """The speaker roles whose segments are context only."""
        roles = self.attributes.get("speaker_role")
        return frozenset(roles.default_uncoded if roles else UNCODED)

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of the content: the layout and comments of the file do not change it."""
        return sha256(self._json().encode()).hexdigest()

    def code(self, id: str) -> Code:  # noqa: A002 - the field's own name for it
        """The code of that id; raises RelcodeError naming the nearest one."""
        try:
            return self._codes[id]
        except KeyError:
            fix = nearest(id, self._codes)
            message = f"'{id}' is not a code of {self.name}"
            raise RelcodeError(message, fix=fix) from None

    def ancestors(self, id: str) -> tuple[Code, ...]:  # noqa: A002 - as `code`
        """The codes above a code, the nearest first, without the family."""
        found = []
        parent = self.code(id).parent
        while parent in self._codes:
            found.append(self._codes[parent])
            parent = self._codes[parent].parent
        return tuple(found)

    def core(self, id: str) -> str:  # noqa: A002 - as `code`
        """The id of the nearest core code, itself included; its own id where there is none."""
        line = (self.code(id), *self.ancestors(id))
        return next((code.id for code in line if code.core), id)

    def family(self, id: str) -> Family | None:  # noqa: A002 - as `code`
        """The family that a code stands in, or None in a codebook without families."""
        top = (self.code(id), *self.ancestors(id))[-1].parent
        return next((family for family in self.families if family.id == top), None)

    def children(self, id: str) -> tuple[Code, ...]:  # noqa: A002 - as `code`
        """The codes directly under a code or family; under "" those without a parent."""
        return tuple(self._under.get(id, ()))

    def descendants(self, id: str) -> Iterator[Code]:  # noqa: A002 - as `code`
        """The codes below a code or family, or all under "", each before those below it."""
        for code in self.children(id):
            yield code
            yield from self.descendants(code.id)

    def dump(self) -> str:
        """The codebook as YAML text, in its JSON form; `loads` reads an equal codebook from it.

        The first line is a comment with the hash, by which `loads` knows that the content has
        been checked, and need not look for mistakes in it.
        """
        return f"{STORED}{self.hash}\n{self._json(indent=1)}\n"

    def _json(self, indent: int | None = None) -> str:
        values = self.model_dump(mode="json", exclude_none=True)
        content = json.dumps(values, ensure_ascii=False, indent=indent, sort_keys=indent is None)
        return UNREADABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", content)

    @cached_property
    def _codes(self) -> dict[str, Code]:
        return {code.id: code for code in self.codes}

    @cached_property
    def _under(self) -> dict[str, list[Code]]:
        under: dict[str, list[Code]] = {}
        for code in self.codes:
            under.setdefault(code.parent, []).append(code)
        return under
