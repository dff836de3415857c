"""The samples that come with the project: `python -m kim.sampling.committed` writes them anew."""

import shutil
from pathlib import Path

from kim.home import PACKAGE_ROOT
from kim.sampling.generate import generate
from kim.sampling.round import Request

FOLDER = PACKAGE_ROOT / "raw" / "samples"
REQUEST = Request(kim=900, seed=2026, files=46)
# Real input and prose: never generated.
KEPT = (Path("README.md"), Path("Nasional/kim_publik.csv"))


def rebuild(folder: Path = FOLDER) -> None:
    """Replace what was generated; what is kept by hand stays."""
    kept = {path: (folder / path).read_bytes() for path in KEPT if (folder / path).exists()}
    shutil.rmtree(folder, ignore_errors=True)
    generate(folder, REQUEST)
    for path, content in kept.items():
        (folder / path).write_bytes(content)


if __name__ == "__main__":
    rebuild()
