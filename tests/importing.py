"""Take in the sheets named on the command line one after another, saying when each is stored.

Run by the tests as a process of its own, to be killed at any moment.
"""

from __future__ import annotations

import sys
from pathlib import Path

from relcode.review import corrections
from relcode.review.returned import take_apart
from relcode.study import Study


def main() -> None:
    """Store each sheet by itself; `ready` is said first, so that a kill can be timed."""
    path, *sheets = (Path(word) for word in sys.argv[1:])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for sheet in sheets:
        with Study.open(path) as study:
            corrections.apply([take_apart(sheet, study)], study)
        sys.stdout.write(f"{sheet.name}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
