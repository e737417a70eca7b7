"""Keep what fits said of documents not learned from: `python -m training.unseen FILES`.

A fit without one part takes more than an hour, calibrating by its predictions seconds: so those lie
in `training/unseen`, lean, and `python -m training --read training/unseen/*.npz` takes them up.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from relcode import codebook
from training import corpus, predict, real

FOLDER = Path(__file__).parent / "unseen"


def main() -> None:
    """Write each file of predictions into the folder, under its own name."""
    parser = argparse.ArgumentParser(prog="training.unseen", description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    documents = [*corpus.learned(), *real.documents(real.LEARNED)]
    codes = [code.id for code in codebook.load("relational").codes]
    FOLDER.mkdir(exist_ok=True)
    for path in parser.parse_args().files:
        predict.load(path).lean(documents, codes).save(FOLDER / path.name)


if __name__ == "__main__":
    main()
