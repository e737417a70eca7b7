"""What several tests need: the shared reference material, and small studies."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Callable

# a busy machine is no fault of the code: no test is timed; the gate tries the same examples always
settings.register_profile(
    "relcode",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("relcode")

# most tests are about what comes after tagging: they tag by cues, which takes no time
os.environ.setdefault("RELCODE_TAGGER", "cues")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference material beside the project; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the reference material (../shared) is not here")
    return SHARED


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice's command; skips where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if not found:
        pytest.skip("LibreOffice is not installed")
    return found


@pytest.fixture(scope="module")
def convert(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """A function that opens a file in LibreOffice and saves it in another folder as a format."""
    profile = tmp_path_factory.mktemp("profile").as_uri()

    @cache
    def run(path: Path, form: str) -> Path:
        folder = tmp_path_factory.mktemp("converted")
        command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", form]
        if path.suffix == ".csv":  # commas, quotation marks, UTF-8
            command.append("--infilter=CSV:44,34,76,1")
        subprocess.run(
            [*command, "--outdir", folder, path], check=True, capture_output=True, timeout=180
        )
        return folder / f"{path.stem}.{form.partition(':')[0]}"

    return run


@pytest.fixture(scope="session")
def demo() -> Path:
    """The folder of the demo corpus."""
    return ROOT / "corpora" / "demo"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In the gate a skipped test fails the run: it has not been seen to pass."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and os.environ.get("RELCODE_FORBID_SKIPS") and reporter.stats.get("skipped"):
        reporter.write_line("skipped tests fail here (RELCODE_FORBID_SKIPS is set)", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
