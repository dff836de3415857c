"""What a run is asked for, and the small values that its steps hand on: ids, paths and counts, never frames."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class RunRequest(BaseModel):
    """The parameters of one run of the main job, the same on the command line and in Prefect's form."""

    model_config = ConfigDict(frozen=True)

    round_id: str | None = Field(None, description="round; default: the one open on the day of receipt")
    as_of: datetime | None = Field(
        None, description="show the register as it was known then: receipts and decisions after it are ignored"
    )
    provinces: tuple[str, ...] = Field((), description="take in only files of these provinces (codes such as 35)")
    dry_run: bool = Field(False, description="read and judge what is in the inbox, and change nothing")
    publish: bool = Field(True, description="publish a release at the end")
    accept_drift: bool = Field(
        False, description="let files through that do not resemble what their office sent before"
    )


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file of this run, received and archived; it leaves the inbox when its load is committed."""

    sequence: int
    path: Path
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Intake:
    """What intake hands on: the unfinished warehouse, and the files that may leave the inbox once it is finished.

    `warnings` says which sources could not be reached, which of their files were too big to fetch, and which files are
    still being copied into the inbox.
    """

    work_file: Path
    arrivals: tuple[Arrival, ...]
    warnings: tuple[str, ...] = ()
