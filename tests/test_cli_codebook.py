"""The codebook commands tell a researcher what a code means and what is wrong with a codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from relcode.cli.codebook import COMMAND
from relcode.errors import CodebookError, RelcodeError

if TYPE_CHECKING:
    from pathlib import Path

OWN = """\
name: own
version: 1
language: en
codes:
  - {id: warmth, name: Warmth, core: true, definition: kindness, cues: {strong: [warm*, CUE]}}
  - {id: thaw, name: Thaw, parent: warmth, definition: becoming kinder}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A researcher's own small codebook, without families."""
    path = tmp_path / "own.yaml"
    path.write_text(OWN.replace("CUE", "kind"), encoding="utf-8")
    return path


def told(*arguments: str) -> str:
    """What the command prints; its errors come through."""
    result = CliRunner().invoke(COMMAND, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_check_of_shipped() -> None:
    """The shipped codebook is in order, its cues included."""
    assert "7 families, 50 codes, 25 of them core" in told("check")


def test_check_of_own(own: Path) -> None:
    """A researcher's codebook needs neither families nor relations."""
    assert "own 1 is in order" in told("check", str(own))


def test_check_of_broken(own: Path) -> None:
    """A key that is not known and a cue that cannot be read are told with their place."""
    own.write_text(OWN.replace("core:", "cor:"), encoding="utf-8")
    with pytest.raises(CodebookError, match=r"own\.yaml:5: unknown key 'cor'"):
        told("check", str(own))
    own.write_text(OWN.replace("CUE", '"(warm|"'), encoding="utf-8")
    with pytest.raises(CodebookError, match=r"\.yaml:\d+: warmth, strong cue 2"):
        told("check", str(own))


def test_show() -> None:
    """A code is shown with its place, limits, cues and relations."""
    shown = told("show", "trust-integrity")
    for part in (
        "trust > trust-integrity",
        "counts as trust",
        "Do not use it for",
        "part-of trust",
    ):
        assert part in shown


def test_show_unknown(own: Path) -> None:
    """An unknown code is answered with the nearest one of that codebook."""
    with pytest.raises(RelcodeError, match="did you mean 'warmth'"):
        told("show", "warmht", "-c", str(own))


def test_tree(own: Path) -> None:
    """The tree marks core codes and sets children under their parent, families or not."""
    assert "* trust  Trust (general)" in told("tree")
    assert told("tree", "-c", str(own)) == "* warmth  Warmth\n    thaw  Thaw\n"
