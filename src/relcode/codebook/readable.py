"""A codebook as people write it: YAML in blocks, without what goes without saying."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from relcode.codebook.model import UNREADABLE

if TYPE_CHECKING:
    from relcode.codebook.model import Codebook

WIDTH = 100


def as_yaml(book: Codebook) -> str:
    """The codebook as YAML text to be read and changed; `loads` reads an equal codebook from it."""
    yaml = YAML()
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    # relation types keep the order that they have in the codebook
    yaml.representer.sort_base_mapping_type_on_output = False
    text = StringIO()
    yaml.dump(_quoted(book.model_dump(mode="json", exclude_defaults=True)), text)
    return text.getvalue()


def _quoted(value: Any) -> Any:  # noqa: ANN401 - any value of YAML
    """The value, its texts with signs that plain text would not bring back in quotation marks."""
    if isinstance(value, dict):
        return {key: _quoted(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_quoted(one) for one in value]
    unsafe = isinstance(value, str) and UNREADABLE.search(value)
    return DoubleQuotedScalarString(value) if unsafe else value
