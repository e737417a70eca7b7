"""Make the model: `python -m training [--work FOLDER]`; what is done already is not done again."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from relcode import codebook
from relcode.features.tokens import Tokens
from training import corpus, real, weights
from training.fit import Settings, Start
from training.folds import Folds, rolled, say
from training.release import release

_ALL = """Cross-validated by document in {parts} parts; calibration and thresholds are those of
other documents, too. The shipped model has learned from all."""
_ONE = """The model has learned from all but one part in {parts} of the documents and was read on
that part; calibration and thresholds are those of other documents within it."""
TARGET = corpus.ROOT / "src" / "relcode" / "models" / "relational_en"


def main() -> None:
    """Fit on parts of the documents, then on everything; or on all parts but one, for a first look.

    With `--part`, the model that is written is the one that has not learned from that part.
    """
    given = _arguments()
    given.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(given.threads)
    folds = _folds(given.work)
    if given.part is None:
        paths = folds.run(given.parts)
        fitted, told = folds.whole(), _ALL.format(parts=given.parts)
    else:
        path, fitted = folds.part(given.part, given.parts)
        paths, told = [path], _ONE.format(parts=given.parts)
    figures = release(folds, paths, fitted, told, given.target)
    say(f"core codes: micro F1 {figures['core_micro_f1']:.2f}, all: {figures['micro_f1']:.2f}")


def _folds(work: Path) -> Folds:
    base = weights.base(work)
    tokens = Tokens((base / "vocab.txt").read_text(encoding="utf-8").splitlines())
    book = codebook.load("relational")
    codes = [code.id for code in book.codes]
    start = Start(base, tokens, codes, rolled(book), Settings())
    return Folds([*corpus.learned(), *real.documents(real.LEARNED)], book, start, work)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="training", description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/model"))
    parser.add_argument("--parts", type=int, default=4)
    parser.add_argument("--part", type=int)
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
