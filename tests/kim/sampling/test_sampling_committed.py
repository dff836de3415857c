"""The committed sample is what its command writes, byte for byte."""

from pathlib import Path

from kim.sampling.committed import FOLDER, KEPT, REQUEST
from kim.sampling.generate import generate


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.relative_to(folder) not in KEPT)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_committed_sample_is_the_generators(tmp_path: Path) -> None:
    generate(tmp_path, REQUEST)
    made, committed = _contents(tmp_path), _contents(FOLDER)
    assert sorted(made) == sorted(committed)
    assert [name for name in made if made[name] != committed[name]] == []


def test_it_is_small() -> None:
    assert sum(len(content) for content in _contents(FOLDER).values()) < 1_500_000
