"""`manifest.json`: the hash of every file of a release, and what went into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kim.publishing.control import ControlTotal
from kim.publishing.gates import Block
from kim.publishing.model import PublishRequest, Signature
from kim.publishing.previous import Previous
from kim.publishing.shelf import MANIFEST
from kim.publishing.state import State, moment
from kim.register.disk import file_sha256


@dataclass(frozen=True, slots=True)
class Facts:
    """What a manifest tells beyond the files."""

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
