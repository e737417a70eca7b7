"""The rules of the verdict and of the intervals, as a person may set them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from relcode.errors import RelcodeError, nearest
from relcode.rules import content

if TYPE_CHECKING:
    from pathlib import Path

Share = Annotated[float, Field(gt=0, lt=1)]


class Scale(BaseModel):
    """The number of each valence; equal numbers count as one valence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    negative: float
    neutral: float
    mixed: float
    positive: float


class Rules(BaseModel):
    """What the keys mean stands beside their defaults, in `analyse/agree.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    coefficient: Literal["alpha", "kappa", "ac1"]
    reliable: Share
    lower: Share
    positives: Annotated[int, Field(ge=1)]
    draws: Annotated[int, Field(ge=100, le=100_000)]
    level: Share
    seed: Annotated[int, Field(ge=0)]
    few_sources: Annotated[int, Field(ge=2)]
    paradox_agreement: Share
    paradox_kappa: Share
    paradox_share: Share
    valence_scale: Scale


def rules(path: Path | None = None) -> Rules:
    """The rules that are shipped, with those in a YAML file in their place.

    Raises RelcodeError for a file that cannot be read, an unknown key or an impossible value.
    """
    values = content("relcode.analyse", "agree") | (_read(path) if path else {})
    try:
        return Rules.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        known = key in Rules.model_fields
        message = f"{key}: {first['msg']}" if known else f"'{key}' is not a rule of agreement"
        fix = "" if known else nearest(key, Rules.model_fields)
        raise RelcodeError(message, where=str(path), fix=fix) from None


def _read(path: Path) -> dict[str, Any]:
    try:
        loaded = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        message = f"cannot be read: {str(error).splitlines()[0]}"
        raise RelcodeError(message, where=str(path), fix="give a YAML file") from error
    if not isinstance(loaded, dict):
        message = "holds no keys and values"
        raise RelcodeError(message, where=str(path), fix="write lines such as 'reliable: 0.75'")
    return loaded
