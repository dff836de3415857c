"""A round written to a folder."""

from dataclasses import dataclass
from pathlib import Path

from kim.sampling.plan import Plan
from kim.sampling.request import Request
from kim.sampling.truth import Truth
from kim.sampling.writers import content


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: files, submission rows in them, communities in the round."""

    files: int
    rows: int
    kim: int


def generate(folder: Path, request: Request) -> Written:
    """Write the files of a round into office folders under `folder`, and `truth.csv` beside them.

    The same request writes the same bytes. Files of the same names are overwritten, others left alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = rows = 0
    with Truth(folder / "truth.csv") as truth:
        for file in Plan(request).files():
            data = content(file)
            for path in filter(None, (file.path, file.twin)):
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
                files += 1
            rows += truth.tell(file)
    return Written(files, rows, request.kim)
