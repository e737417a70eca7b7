"""The documents say what is true."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)\)")
_PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]
_MACHINE = re.compile(
    r"(^|[^\w.~])/(work|tmp|root|home/[a-z]+)/|index[-]url|/simple/[a-z]", re.MULTILINE
)
_BLOCK = re.compile(r"(<!-- not run: [^>]+ -->\n+)?```bash\n(.*?)```", re.DOTALL)


def test_command_reference_is_what_help_says() -> None:
    """docs/commands.md equals what `make docs` would write."""
    # in a process of its own: click keeps the options of --help that it has once shown
    write = "import runpy, sys; sys.stdout.write(runpy.run_path(sys.argv[1])['page']())"
    command = [sys.executable, "-c", write, str(ROOT / "docs" / "write_commands.py")]
    page = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == page


@pytest.mark.parametrize(
    "path", [README, *sorted((ROOT / "docs").glob("*.md"))], ids=lambda p: p.name
)
def test_links_lead_somewhere(path: Path) -> None:
    """Every relative link of the documents names a file that exists."""
    for target in _LINK.findall(path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_no_machine_and_no_registry_is_named() -> None:
    """No tracked file names a path of a machine or the address of a package index."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    for name in filter(None, listed):
        path = ROOT / name
        ours = path.suffix in {".py", ".md", ".toml", ".yaml", ".sql"} and path.is_file()
        if ours and "corpora" not in path.parts:
            assert not _MACHINE.search(path.read_text(encoding="utf-8")), name


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean copy of what git tracks or would track."""
    folder = tmp_path_factory.mktemp("checkout") / "relcode"
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def test_readme_runs(checkout: Path) -> None:
    """Every command of the README works in its order, on a clean copy with no environment."""
    blocks = [block for skip, block in _BLOCK.findall(README.read_text("utf-8")) if not skip]
    assert any("make demo" in block for block in blocks)
    clean = {k: v for k, v in os.environ.items() if k not in {"VIRTUAL_ENV", "PYTHONPATH"}}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(blocks)],
        cwd=checkout,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (checkout / "relcode-demo" / "review.xlsx").stat().st_size > 10_000
