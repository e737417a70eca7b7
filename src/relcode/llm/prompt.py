"""What the language model is told about a codebook, and the form that its answers must have."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, get_args

from relcode.rules import content
from relcode.terms import Role, Stance, Valence

if TYPE_CHECKING:
    from relcode.codebook import Code, Codebook

VALUES: dict[str, tuple[str, ...]] = {
    "valence": get_args(Valence),
    "role": get_args(Role),
    "stance": get_args(Stance),
}


class Prompt:
    """The instructions for one codebook and one model; `mark` changes when either does."""

    def __init__(self, book: Codebook, model: str) -> None:
        """Write the instructions."""
        said = content(__package__, "prompt")
        values = {name: said[name] for name in VALUES}
        lines = "\n".join(_line(code, said) for code in book.codes)
        self.system: str = said["system"].format(name=book.name, codes=lines, **values)
        self.schema = _schema([code.id for code in book.codes])
        self.mark = sha256(f"{model}\n{self.system}".encode()).hexdigest()

    def messages(self, passage: str) -> list[dict[str, str]]:
        """The messages of a question; the first is the same each time, so that servers keep it."""
        return [
            {"role": "system", "content": self.system},
            {"role": "user", "content": passage},
        ]


def _line(code: Code, said: dict[str, str]) -> str:
    line = said["code"].format(id=code.id, definition=" ".join(code.definition.split()))
    for name in ("use", "avoid"):
        if text := " ".join(getattr(code, name).split()):
            line += said[name].format(text=text)
    return line


def _schema(codes: list[str]) -> dict[str, Any]:
    """The JSON schema of an answer, as strict as servers ask for: no optional property."""
    choices = {name: {"type": "string", "enum": list(each)} for name, each in VALUES.items()}
    coding = _object(
        {"code": {"type": "string", "enum": codes}, **choices, "quote": {"type": "string"}}
    )
    unit = _object({"unit": {"type": "integer"}, "codes": {"type": "array", "items": coding}})
    return _object({"units": {"type": "array", "items": unit}})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
