"""Load a codebook from the shipped ones, from a file or from text, and report all that is wrong."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from relcode.codebook.check import check
from relcode.codebook.lines import Lines
from relcode.codebook.model import STORED, Codebook
from relcode.errors import CodebookError, RelcodeError, nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core import ErrorDetails

SAID = {
    "string_type": "must be text",
    "tuple_type": "must be a list, an item a line after '- '",
    "dict_type": "must be keys with values",
    "model_type": "must be keys with values",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "string_pattern_mismatch": "must start with a letter or digit; no blank, comma or semicolon",
}


def shipped() -> list[str]:
    """The names of the codebooks that come with relcode."""
    names = (item.name for item in files("relcode.codebooks").iterdir())
    return sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


def load(name_or_path: str | Path) -> Codebook:
    """The shipped codebook of that name, or the one in that file; raises CodebookError.

    A name that is shipped wins over a file of the same name; `./relational` is the file.
    """
    text, where = _text(name_or_path)
    return loads(text, where=where)


def _text(name_or_path: str | Path) -> tuple[str, str]:
    if isinstance(name_or_path, str) and name_or_path in shipped():
        data = files("relcode.codebooks").joinpath(f"{name_or_path}.yaml").read_bytes()
        return _decoded(data, name_or_path), f"{name_or_path}.yaml"
    path = Path(name_or_path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _missing(name_or_path, error) from None
    return _decoded(data, str(path)), str(path)


def cue_places(name_or_path: str | Path) -> Callable[[str, str, int], str]:
    """Where each cue of that codebook stands, as `file:line`, by code, list and number from 1."""
    text, where = _text(name_or_path)
    lines = Lines(text, where)
    codes = loads(text, where=where).codes
    order = {code.id: number for number, code in enumerate(codes)}
    return lambda code, kind, number: (
        f"{where}:{lines.line(('codes', order[code], 'cues', kind, number - 1))}"
    )


def loads(text: str, where: str = "codebook") -> Codebook:
    """The codebook in YAML text; raises CodebookError with every problem and its line."""
    if stored := _stored(text):
        return stored
    lines = Lines(text, where)
    codebook = None
    if isinstance(lines.value, dict):
        codebook = _checked(lines)
    elif not lines.problems:
        lines.problem((), "a codebook is a mapping: 'name: …', 'codes: …'")
    if codebook is None or lines.problems:
        raise CodebookError(lines.sorted(), where=where)
    return codebook


def _stored(text: str) -> Codebook | None:
    """The codebook that `dump` wrote, unless it was changed; reading YAML takes far longer."""
    first, _, content = text.partition("\n")
    if not first.startswith(STORED):
        return None
    try:
        codebook = Codebook.model_validate_json(content)
    except ValidationError:
        return None
    return codebook if first == f"{STORED}{codebook.hash}" else None


def _missing(name: str | Path, error: OSError) -> RelcodeError:
    if isinstance(error, FileNotFoundError):
        fix = f"shipped: {', '.join(shipped())}; or give the path of a file"
        return RelcodeError(f"no codebook '{name}'", fix=fix)
    return RelcodeError(f"cannot be read: {error.strerror}", where=str(name))


def _decoded(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fix = "save the file as UTF-8"
        problem = RelcodeError("not UTF-8 text", where=f"{where}:{line}", fix=fix)
        raise CodebookError([problem], where=where) from None


def _checked(lines: Lines) -> Codebook | None:
    check(lines)
    try:
        return Codebook.model_validate(lines.value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            lines.problem(detail["loc"], *_said(detail))
    return None


def _said(detail: ErrorDetails) -> tuple[str, str]:
    """What is wrong and the advice, for one finding of pydantic."""
    path, kind = detail["loc"], detail["type"]
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    if kind == "extra_forbidden":
        return f"unknown key '{key}'", nearest(key, _keys(path[:-1]))
    if kind == "missing":
        return f"'{key}' is missing", ""
    if kind == "literal_error":
        return f"'{key}' is '{detail['input']}'", f"valid: {detail['ctx']['expected']}"
    given = "" if detail["input"] is None else f", not '{str(detail['input'])[:40]}'"
    said = SAID.get(kind, detail["msg"].lower())
    return f"'{key}' {said}{given or ', and is empty'}", ""


def _keys(path: tuple[str | int, ...]) -> list[str]:
    """The keys that the model at a path of the codebook knows."""
    model: type[BaseModel] = Codebook
    for step in path:
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        if step in fields:
            model = _model(fields[str(step)].annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any annotation may come
    """The model inside an annotation such as `tuple[Code, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model, get_args(annotation))), None)
