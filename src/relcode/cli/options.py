"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

inputs = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
study = click.option(
    "--study",
    "study_path",
    type=click.Path(path_type=Path),
    default=Path("study.relcode"),
    show_default=True,
    help="The study file.",
)
codebook = click.option(
    "-c",
    "--codebook",
    "book",
    metavar="CODEBOOK",
    help="A shipped codebook's name or a YAML file.  [default: the study's own; relational]",
)
interviewers = click.option(
    "--interviewer",
    "interviewers",
    multiple=True,
    metavar="NAME",
    help="A speaker whose turns are questions; may be repeated.  [default: those named last]",
)
ocr = click.option(
    "--ocr", is_flag=True, help="Have the text of scanned PDFs recognised by ocrmypdf."
)
quiet = click.option("-q", "--quiet", is_flag=True, help="Show no progress, only the result.")
csv = click.option(
    "--csv", "csv_path", type=click.Path(path_type=Path), help="Also write the list to this file."
)
sheet_file = click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="An .xlsx, .ods or .csv file; of several coders, FILE-NAME each.",
)
force = click.option("--force", is_flag=True, help="Write over a file that exists.")
tagger = click.option(
    "--tagger",
    default="",
    metavar="NAME",
    help="cues: by phrases, at once; full: by the model, too.  [default: the one used last; full]",
)
