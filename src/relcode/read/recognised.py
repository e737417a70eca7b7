"""Have the text of scanned pages recognised by ocrmypdf, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from relcode.errors import UnreadableError

PROGRAM = "ocrmypdf"
_PASSED_OVER = "--skip-text"  # pages that have text are left as they are


def recognised(data: bytes, name: str) -> bytes:
    """The PDF with the text of its pictures; raises UnreadableError where that cannot be had."""
    program = shutil.which(PROGRAM)
    if program is None:
        message = f"is a scan, and {PROGRAM} is not installed"
        fix = f"install {PROGRAM} from your system's packages, and run again with --ocr"
        raise UnreadableError(message, where=name, fix=fix)
    with tempfile.TemporaryDirectory() as folder:
        scan, text = Path(folder) / "scan.pdf", Path(folder) / "text.pdf"
        scan.write_bytes(data)
        command = [program, _PASSED_OVER, "--quiet", str(scan), str(text)]
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - own words and paths
        if done.returncode or not text.exists():
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
            said = lines[-1] if lines else f"it ended with {done.returncode}"
            message = f"{PROGRAM} could not read the scan: {said}"
            raise UnreadableError(message, where=name, fix=f"try {PROGRAM} on it by hand")
        return text.read_bytes()
