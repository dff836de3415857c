"""`manifest.json`: the hash of every file of a release and what went into it, and whether it is still so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kim.errors import UsageError
from kim.publishing.figures import ControlTotal
from kim.publishing.gates import Block, Signature
from kim.publishing.release_store import MANIFEST, Previous, ReleaseStore
from kim.publishing.request import PublishRequest
from kim.publishing.state import State, moment
from kim.register.disk import file_sha256


@dataclass(frozen=True, slots=True)
class Facts:
    """What a manifest says beyond the files."""

    request: PublishRequest
    state: State
    previous: Previous | None
    signatures: Sequence[Signature]
    blocks: Sequence[Block]
    totals: Sequence[ControlTotal]
    figures: dict[str, int | str | None]
    baseline_id: str


def manifest(folder: Path, number: str, facts: Facts, now: datetime) -> dict[str, Any]:
    """The manifest of a finished folder; `published_at` is the one moment in a release that is not the data's."""
    previous = facts.previous
    return {
        "release": number,
        "published_at": moment(now),
        "data_time": moment(facts.state.data_time),
        "as_of": moment(facts.request.as_of) if facts.request.as_of else None,
        "round_id": facts.request.round_id,
        "baseline_id": facts.baseline_id,
        "final": facts.request.final,
        "state": facts.state.fingerprint,
        "code_version": facts.state.code_version,
        "rule_sets": list(facts.state.rule_sets),
        "previous": {"release": previous.number, "manifest_sha256": previous.manifest_sha256} if previous else None,
        "figures": {name: value for name, value in facts.figures.items() if name not in {"release", "report"}},
        "signatures": [
            {"gate": one.gate, "by": one.by, "at": moment(one.at), "why": one.why, "decision_id": one.decision_id}
            for one in facts.signatures
        ],
        "gates": [{"gate": one.gate, "title": one.title, "lines": list(one.lines)} for one in facts.blocks],
        "control_totals": [
            {"name": one.name, "left_value": one.left_value, "right_value": one.right_value, "holds": one.holds}
            for one in facts.totals
        ],
        "submissions": list(facts.state.submissions),
        "decisions": list(facts.state.decisions),
        "files": [
            {"path": name, "bytes": (folder / name).stat().st_size, "sha256": file_sha256(folder / name)}
            for name in files_of(folder)
        ],
    }


def files_of(folder: Path) -> list[str]:
    """Every file of a release but its manifest, by its path in the folder."""
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST
    )


def faults(store: ReleaseStore, number: str) -> list[str]:
    """What is wrong with a release: changed, missing and added files, and an older manifest that was changed.

    Raises:
        UsageError: there is no such release.
        KimError: its manifest cannot be read.
    """
    if number not in store.numbers():
        known = ", ".join(store.numbers()[-5:]) or "none yet"
        raise UsageError(f"there is no release {number} in {store.folder}; the newest are: {known}")
    folder, known_by = store.folder / number, store.manifest(number)
    expected = {str(one["path"]): str(one["sha256"]) for one in known_by["files"]}
    present = set(files_of(folder))
    found = [f"{name} is missing" for name in sorted(expected.keys() - present)]
    found += [f"{name} is not of this release" for name in sorted(present - expected.keys())]
    found += [
        f"{name} was changed: SHA-256 is not {expected[name]}"
        for name in sorted(expected.keys() & present)
        if file_sha256(folder / name) != expected[name]
    ]
    before = known_by.get("previous")
    if before and before["release"] in store.numbers():
        older = store.folder / before["release"] / MANIFEST
        if file_sha256(older) != before["manifest_sha256"]:
            found.append(f"the manifest of release {before['release']}, which came before, was changed")
    return found
