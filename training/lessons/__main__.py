"""Fit the paragraph model and write it down, with its figures.

Usage: python -m training.lessons     (the papers of ../shared/data have to be there; minutes)
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from training import corpus
from training.lessons.figures import table
from training.lessons.fit import fit
from training.lessons.labels import marked

if TYPE_CHECKING:
    from relcode.segment.lessons.paragraphs import Model

MODEL = corpus.ROOT / "src" / "relcode" / "segment" / "lessons" / "paragraphs.json"
PAGE = corpus.ROOT / "docs" / "papers.md"
MARKS = "<!-- tables: written by `python -m training.lessons` -->"


def written(model: Model) -> dict[str, Any]:
    """The model as its file holds it."""
    weights = {name: round(weight, 4) for name, weight in model.weights.items()}
    return {"bias": round(model.bias, 4), "told": round(model.told, 3), "weights": weights}


def main() -> None:
    """Write the model and the tables."""
    papers = list(marked())
    made = json.dumps(written(fit(papers)), indent=1)
    MODEL.write_text(f"{made}\n", encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(MARKS)
    after = rest.partition(MARKS)[2]
    PAGE.write_text(f"{before}{MARKS}\n\n{table(papers)}\n\n{MARKS}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
