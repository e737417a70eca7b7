"""Starting the command is cheap, and the floors of the house are kept."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from relcode.cli import COMMANDS, cli

ROOT = Path(__file__).resolve().parent.parent
HEAVY = (
    "pandas", "spacy", "sklearn", "openpyxl", "onnxruntime", "tokenizers", "numpy", "pydantic",
    "lxml", "rich", "docx", "ruamel", "sqlite3",
)  # fmt: skip


def test_help_imports_click_only() -> None:
    """`relcode --help` loads click and none of the libraries that the stages need."""
    script = (
        "import sys\n"
        "from relcode.cli import cli\n"
        "cli.main(['--help'], standalone_mode=False)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.rstrip().endswith("[]")
    assert "Usage:" in done.stdout


def test_every_command_has_the_summary_that_help_shows() -> None:
    """Each command can be loaded and says what it does."""
    for name in COMMANDS:
        command = cli.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        assert command.help


def test_an_unknown_command_is_a_usage_error() -> None:
    """A typo in the command's name ends with exit code 2 and no traceback."""
    done = subprocess.run(
        [sys.executable, "-c", "from relcode.cli import main; main()", "serch"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "did you mean 'search'?" in done.stderr
    assert "Traceback" not in done.stderr


def test_imports_go_down_only() -> None:
    """The floors of pyproject.toml hold, checked by import-linter."""
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_package_is_shipped() -> None:
    """Each folder of the package stands in pyproject.toml, so that a wheel holds it."""
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    found = {
        ".".join(path.parent.relative_to(ROOT / "src").parts)
        for path in (ROOT / "src").rglob("__init__.py")
    }
    assert found | {"relcode.codebooks"} == set(listed)


@pytest.mark.parametrize("path", sorted((ROOT / "src").rglob("*.py")), ids=lambda p: p.name)
def test_rooms_are_small(path: Path) -> None:
    """No file of the package is longer than 300 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
