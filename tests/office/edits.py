"""Make people's edits in a real LibreOffice: jobs come in as JSON lines, answers go out.

Run with the system's Python, which has LibreOffice's module `uno`. Each line of the standard input
(or of the files named) is a list of jobs, and is answered by a line with a list of answers.
"""

from __future__ import annotations

import fileinput
import json
import shutil
import signal
import sys
import tempfile
import time
import traceback
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

import on_cells
import on_rows
import on_sheets
import uno  # type: ignore[import-not-found] # of the system's Python
from forms import opened, save
from places import Book, Edit, MissingError
from server import EndedError, Office

if TYPE_CHECKING:
    from collections.abc import Iterator

TRIES = 2  # of a job, when LibreOffice died
DIED = (EndedError, uno.getClass("com.sun.star.lang.DisposedException"))
LIMIT = 60  # seconds for one job
KINDS = {
    name: make
    for place in (on_cells, on_rows, on_sheets)
    for name, make in vars(place).items()
    if callable(make) and getattr(make, "__module__", "") == place.__name__ and name[0] != "_"
}

Job = dict[str, Any]


class Driver:
    """Does jobs one after the other in one LibreOffice."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._office = Office()
        self._folder = Path(tempfile.mkdtemp(prefix="office-jobs-"))

    def close(self) -> None:
        """End LibreOffice and remove what was left over."""
        self._office.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def answer(self, job: Job) -> dict[str, Any]:
        """What became of a job: `ok`, `seconds`, and an answer for each edit; or an `error`."""
        start = time.monotonic()
        for left in reversed(range(TRIES)):
            try:
                edits = self._timed(job)
            except Exception as error:  # noqa: BLE001 - the other jobs go on; the answer says why
                died = isinstance(error, DIED) or not self._office.alive()
                if died:
                    self._office.kill()
                if not (died and left):
                    return {"ok": False, "died": died, "error": traceback.format_exc(limit=-3)}
            else:
                break
        return {"ok": True, "seconds": round(time.monotonic() - start, 3), "edits": edits}

    def _timed(self, job: Job) -> list[dict[str, Any]]:
        watch = Timer(job.get("limit", LIMIT), self._office.kill)
        watch.start()
        try:
            return self._done(job)
        finally:
            watch.cancel()

    def _done(self, job: Job) -> list[dict[str, Any]]:
        # a copy, because LibreOffice locks what it opens, and the lock stays when it dies
        path = Path(tempfile.mkdtemp(dir=self._folder)) / Path(job["file"]).name
        shutil.copyfile(job["file"], path)
        answers: list[dict[str, Any]] = []
        steps = [path, *(path.with_name(f"via-{form}.{form}") for form in job.get("via", []))]
        for source, target in pairwise([*steps, Path(job["save_as"])]):
            how = job.get("opened" if source == path else "saved", {})
            with self._opened(source, how) as document:
                if source == path:
                    answers = [self._edited(document, edit) for edit in job.get("edits", [])]
                form = job["form"] if target == Path(job["save_as"]) else target.suffix[1:]
                self._save(document, target, form, job)
        shutil.rmtree(path.parent)
        return answers

    @contextmanager
    def _opened(self, path: Path, how: dict[str, Any]) -> Iterator[Any]:
        document = opened(self._office.service("com.sun.star.frame.Desktop"), path, how)
        try:
            yield document
        finally:
            if self._office.alive():
                document.close(True)  # noqa: FBT003 - LibreOffice's signature

    def _edited(self, document: Any, edit: Edit) -> dict[str, Any]:
        book = Book(document, self._office.service)
        try:
            answer = KINDS[edit["do"]](book, edit) or {}
        except MissingError as error:
            return {"skipped": str(error)}
        return answer | ({"at": book.at} if book.at else {})

    def _save(self, document: Any, path: Path, form: str, job: Job) -> None:
        how = dict(job.get("saved", {}))
        if form == "csv" and "sheet" not in how:
            how["sheet"] = Book(document, self._office.service).sheet({}).table.Name
        save(document, path, form, how)


def stopped(*_: object) -> None:
    """End as if there were no more jobs; a second signal does not disturb that."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(1)


def main() -> None:
    """Answer line by line until there are no more, then end LibreOffice."""
    signal.signal(signal.SIGTERM, stopped)
    driver = Driver()
    try:
        with fileinput.input(encoding="utf-8") as lines:
            for line in lines:
                answers = [driver.answer(job) for job in json.loads(line)]
                sys.stdout.write(json.dumps(answers) + "\n")
                sys.stdout.flush()
    finally:
        driver.close()


if __name__ == "__main__":
    main()
