"""Coverage-guided fuzzing of the readers: `python tests/fuzz/fuzz_reading.py -max_total_time=1800`.

atheris is no dependency of the project; it runs from an environment of its own that has the project on its path.
"""

import sys
from pathlib import Path

import atheris  # type: ignore[import-untyped]

sys.path.insert(0, str(Path(__file__).parent.parent / "kim" / "reading"))

with atheris.instrument_imports(include=["kim.reading"]):
    from kim.reading import read_bytes
    from kim.settings import Limits

from tests.kim.reading.reading_made import raw_sheet
from tests.kim.reading.test_reading_fuzz import SEEDS, check, mutated

LIMITS = Limits(file_bytes=1_000_000, rows=2_000, cells=100_000, unzipped_bytes=20_000_000)
KINDS = ("flip", "cut", "put", "twice")


def one_input(data: bytes) -> None:
    """The bytes as they are, as a sheet in a sound container, or as edits of a sound file."""
    provider = atheris.FuzzedDataProvider(data)
    choice = provider.ConsumeIntInRange(0, 2)
    if choice == 0:
        check(read_bytes(provider.ConsumeBytes(100_000), "x.csv", LIMITS))
    elif choice == 1:
        check(read_bytes(raw_sheet(provider.ConsumeBytes(100_000)), "x.xlsx", LIMITS))
    else:
        content, name = SEEDS[provider.ConsumeIntInRange(0, len(SEEDS) - 1)]
        edits = [
            (provider.ConsumeIntInRange(0, 20_000), KINDS[provider.ConsumeIntInRange(0, 3)], provider.ConsumeBytes(8))
            for _ in range(provider.ConsumeIntInRange(1, 6))
        ]
        check(read_bytes(mutated(content, [(at, kind, piece or b"x") for at, kind, piece in edits]), name, LIMITS))


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
