"""Make the model: `python -m training [--work FOLDER]`; what is done already is not done again."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from relcode import codebook
from relcode.features.tokens import Tokens
from training import corpus, weights
from training.fit import Settings, Start
from training.folds import Folds, rolled, say
from training.release import release

TARGET = corpus.ROOT / "src" / "relcode" / "models" / "relational_en"


def main() -> None:
    """Fit on folds, then on everything."""
    given = _arguments()
    given.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(given.threads)
    base = weights.base(given.work)
    tokens = Tokens((base / "vocab.txt").read_text(encoding="utf-8").splitlines())
    book = codebook.load("relational")
    codes = [code.id for code in book.codes]
    start = Start(base, tokens, codes, rolled(book), Settings(epochs=given.epochs))
    folds = Folds(corpus.learned(), book, start, given.work)
    figures = release(folds, folds.run(given.folds), given.target)
    say(f"core codes: micro F1 {figures['core_micro_f1']:.2f}, all: {figures['micro_f1']:.2f}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="training", description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/model"))
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
