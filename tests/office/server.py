"""A LibreOffice of one's own: started without a window, reached over a pipe, always ended."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found] # of the system's Python

STARTS_IN = 90  # seconds; the first start makes a profile
ENDS_IN = 5  # seconds
# Ends all when LibreOffice ends, or this program, even if it is killed: then its pipe is closed.
WATCHED = 'exec 3<&0; { read _ <&3; kill -KILL 0; } & "$@" 3<&- </dev/null; kill -KILL 0'
PAUSE = 0.05  # seconds between two tries to reach it
NO_CONNECTION = uno.getClass("com.sun.star.connection.NoConnectException")
QUIET = (
    "--headless",
    "--norestore",
    "--nologo",
    "--nodefault",
    "--nolockcheck",
    "--nofirststartwizard",
)


class EndedError(Exception):
    """LibreOffice ended while it was starting."""


class Office:
    """Starts when it is first needed, again after it died, and is gone after `close`."""

    def __init__(self) -> None:
        """Nothing is started yet."""
        self._folder = Path(tempfile.mkdtemp(prefix="office-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._context: Any = None

    def service(self, name: str) -> Any:
        """A service of the running LibreOffice, such as com.sun.star.frame.Desktop."""
        if self._context is None:
            self._start()
        return self._context.ServiceManager.createInstanceWithContext(name, self._context)

    def alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """End it at once; the next `service` starts it again. May be called from any thread."""
        self._context, process = None, self._process
        if process is not None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def close(self) -> None:
        """End it and remove its profile."""
        if self._process is not None and self.alive():
            # killed, it would leave its pipes behind
            with suppress(Exception):
                self.service("com.sun.star.frame.Desktop").terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(ENDS_IN)
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self) -> None:
        self.kill()
        pipe = f"pipe,name=office{uuid.uuid4().hex}"
        profile = (self._folder / "profile").as_uri()
        program = shutil.which("soffice") or "libreoffice"
        command = [program, *QUIET, f"-env:UserInstallation={profile}", f"--accept={pipe};urp;"]
        # a group of its own, so that the programs which it starts end with it
        self._process = subprocess.Popen(
            ["sh", "-c", WATCHED, "sh", *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._context = self._reached(f"uno:{pipe};urp;StarOffice.ComponentContext")

    def _reached(self, address: str) -> Any:
        local = uno.getComponentContext()
        name = "com.sun.star.bridge.UnoUrlResolver"
        resolver = local.ServiceManager.createInstanceWithContext(name, local)
        until = time.monotonic() + STARTS_IN
        while self.alive() and time.monotonic() < until:
            with suppress(NO_CONNECTION):
                return resolver.resolve(address)
            time.sleep(PAUSE)
        raise EndedError
