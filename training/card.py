"""The model card: what the model learned from, its figures code by code, its limits, its hashes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEAD = """# {name} {version}

A small encoder (the seven lowest layers of MPNet-base, 768 wide, 10,000 words, 58 million
parameters) that reads a unit in its passage and gives a logit and a valence for each of the {codes}
codes of the relational codebook. Made by `make model` from `all-mpnet-base-v2` (Apache-2.0); its
weights are 8-bit integers, run by onnxruntime on the processor alone.

**What it learned from was coded by language models**: {documents} fictional documents
({units:,} units, corpora/train), which language models wrote, too, and passages of {real} real
papers ({real_units:,} units, corpora/real). No person has coded or checked any of it. Figures below
say how it agrees with that coding on documents it had not learned from.

## Figures on documents held out

{folds}

| what | figure |
|---|---|
"""
_COLUMNS = """
| code | n | given | precision | recall | F1 | AP | kappa | calibration | by chance | p | Brier |
|---|---|---|---|---|---|---|---|---|---|---|---|
"""
_CHECKED = ("calibration_error", "error_by_chance", "calibration_p", "brier_skill")
_MEANT = """
`calibration` (its error above 0.1) and Brier (skill against saying the base rate) are given for
codes with 50 units or more. `by chance` is the error that these very probabilities would show on so
few units were each of them exactly true: what exceeds it is the code's own. `p` is how often they
would then show as great an error as they do: below 0.05 chance hardly explains it.
"""
_LIMITS = """
## Limits

- English only. The talk that it has seen is fictional and of one origin, with codes on about half
  of its units; on real talk where most units carry none, expect more false suggestions.
- It reads a unit with about 64 tokens before it and what follows in its passage; what the whole
  interview implies is lost on it.
- Irony, and who exactly trusts or decides, are often missed. Rare codes rest on few examples: read
  their rows above.
- Probabilities are calibrated on the documents named above, not on your texts: review a sample.
"""


def card(folder: Path, figures: dict[str, Any], told: dict[str, Any]) -> Path:
    """CARD.md in that folder; `told` fills the words about how the figures were come by."""
    about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    values = {**told, "name": about["name"], "version": about["version"]}
    parts = [
        _HEAD.format(codes=len(about["codes"]), **values),
        *_overall(figures),
        _COLUMNS,
        *_codes(figures),
        _MEANT,
        _LIMITS.format(**values),
        "\n## Files\n\n| file | sha256 |\n|---|---|\n",
        *(f"| {name} | `{value}` |\n" for name, value in about["files"].items()),
    ]
    path = folder / "CARD.md"
    path.write_text("".join(parts), encoding="utf-8")
    return path


def _overall(figures: dict[str, Any]) -> Iterator[str]:
    rows = {
        "core codes, micro F1": "core_micro_f1",
        "core codes, macro F1": "core_macro_f1",
        "core codes, macro average precision": "core_macro_ap",
        "cues alone, core codes, micro F1": "cues_core_micro_f1",
        "all codes, micro F1": "micro_f1",
        "all codes, macro F1": "macro_f1",
        "valence, where the code is right": "valence_accuracy",
        "calibration error above 0.1": "calibration_error",
    }
    for name, key in rows.items():
        yield f"| {name} | {figures[key]:.2f} |\n"


def _codes(figures: dict[str, Any]) -> Iterator[str]:
    for row in figures["codes"]:
        checked = (row.get(name) for name in _CHECKED)
        error, luck, p, skill = ("–" if value is None else f"{value:.2f}" for value in checked)
        yield (
            f"| {row['code']} | {row['n']} | {row['given']} | {row['precision']:.2f}"
            f" | {row['recall']:.2f} | {row['f1']:.2f} | {row['ap']:.2f} | {row['kappa']:.2f}"
            f" | {error} | {luck} | {p} | {skill} |\n"
        )
