"""Make the model: `python -m training [--work FOLDER]`; what is done already is not done again.

With `--from FOLDER` the model there learns on, from what is new since its version; `--read` names
predictions on documents left out, which calibrate in place of fits that leave parts out; with
`--again` they calibrate the model that is there, and nothing is fitted.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from relcode import codebook
from relcode.features.tokens import Tokens
from training import corpus, real, weights
from training.fit import ONWARD, Known, Settings, Start
from training.folds import PARTS, Folds, rolled, say
from training.release import VERSION, recalibrate, release

_ALL = f"""Cross-validated by document in {PARTS} parts; calibration and thresholds are those of
other documents, too. The shipped model has learned from all."""
_ONE = f"""The model has learned from all but one part in {PARTS} of the documents and was read on
that part; calibration and thresholds are those of other documents within it."""
_READ = f"""The model that ships has learned from all documents above. Calibration, thresholds and
the figures below are those of the same fits without one part in {PARTS} (whole sets that were
written together), read on that part; thresholds are those of other documents within it."""
TARGET = corpus.ROOT / "src" / "relcode" / "models" / "relational_en"


def main() -> None:
    """Fit on parts of the documents, then on everything; or on all parts but one, for a first look.

    With `--part`, the model that is written is the one that has not learned from that part.
    """
    given = _arguments()
    given.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(given.threads)
    folds = _folds(given.work, given.known)
    if given.again:
        figures = recalibrate(folds, given.read, _READ, given.target)
        say(f"core codes: micro F1 {figures['core_micro_f1']:.2f}")
        return
    if given.part is not None:
        path, fitted = folds.part(given.part)
        paths, told = [path], _ONE
    else:
        paths, told = (given.read, _READ) if given.read else (folds.run(), _ALL)
        fitted = folds.whole()
    figures = release(folds, paths, fitted, told, given.target)
    say(f"core codes: micro F1 {figures['core_micro_f1']:.2f}, all: {figures['micro_f1']:.2f}")


def _folds(work: Path, known: Path | None) -> Folds:
    base = weights.base(work)
    tokens = Tokens((base / "vocab.txt").read_text(encoding="utf-8").splitlines())
    book = codebook.load("relational")
    codes = [code.id for code in book.codes]
    start = Start(base, tokens, codes, rolled(book), Settings())
    if known:
        start = start._replace(settings=ONWARD, known=Known(known, int(VERSION)))
    return Folds([*corpus.learned(), *real.documents(real.LEARNED)], book, start, work)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="training", description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/model"))
    parser.add_argument("--part", type=int, choices=range(PARTS))
    parser.add_argument("--from", dest="known", type=Path, metavar="FOLDER")
    parser.add_argument("--read", type=Path, nargs="+", default=[])
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
