"""The lines of the append-only files: the truth from which the warehouse is derived."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

DecisionKind = Literal[
    "same",
    "different",
    "retract",
    "withdraw",
    "supersede",
    "undo",
    "erase",
    "sign",
    "accept_drift",
    "key_backup",
    "skip",
]


class Receipt(BaseModel):
    """One file received. `sequence` counts from 1 without gaps; a duplicate has a receipt too."""

    model_config = ConfigDict(frozen=True)

    sequence: int = Field(ge=1)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    file_name: str = Field(description="relative to the inbox, with forward slashes")
    received_at: datetime = Field(description="UTC; equal for all files of one batch")
    round_id: str
    office_code: str | None = Field(None, description="the region that the folder or file name gives, where it does")
    byte_count: int = Field(ge=0)
    duplicate_of: int | None = Field(None, description="the sequence of the same bytes in the same round")


class Decision(BaseModel):
    """One act of a person, never changed: a later line withdraws it (`retract`, `undo`).

    `subject` and `object` are record ids for `same` and `different`, submission ids for `withdraw`, `supersede` (new,
    old), `accept_drift` and `skip`, a kim id for `erase`, a gate for `sign`, and a decision id for `retract` and
    `undo`.
    """

    model_config = ConfigDict(frozen=True)

    decision_id: str
    kind: DecisionKind
    at: datetime
    by: str
    why: str
    subject: str | None = None
    object: str | None = None
    detail: dict[str, str] = Field(default_factory=dict)


class GivenId(BaseModel):
    """A `kim_id` given once and for all to the community of its first record."""

    model_config = ConfigDict(frozen=True)

    kim_id: str
    record_id: str
    sequence: int
    sheet: str
    row_number: int
