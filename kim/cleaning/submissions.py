"""A batch's files and all their rows, as `intake.submission` and `intake.row` hold them."""

from datetime import UTC, datetime
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute

from kim.cleaning.arrow import Column, picked, table_of
from kim.cleaning.catalogue import rule_set_hash, rules
from kim.cleaning.frame import Bools, Frame, Ints
from kim.cleaning.model import ROW, SUBMISSION
from kim.cleaning.office import offices
from kim.cleaning.placing import Placed

# The stubs of these functions give unions that none of them takes.
pc: Any = pyarrow.compute


def row_table(frame: Frame, cells: Column, quarantined: Bools) -> pa.Table:
    """Every row of the batch once, ignored ones too, in the order of file, sheet and row."""
    ignored = [
        (number, row)
        for number, (_, reading) in enumerate(frame.files)
        for row in reading.ignored
        if not reading.refused
    ]
    places: dict[tuple[int, str], int] = {}
    for part in frame.parts:
        places.setdefault((part.file, part.table.sheet), len(places))
    for number, row in ignored:
        places.setdefault((number, row.sheet), len(places))
    of_part = np.array([places[part.file, part.table.sheet] for part in frame.parts], np.int32)
    place = np.concatenate([of_part[frame.part_of_row], [places[number, row.sheet] for number, row in ignored]])
    file_of_place = np.array([file for file, _ in places], np.int32)
    numbers = np.concatenate([frame.row_numbers, [row.row_number for _, row in ignored]]).astype(np.int32)
    place = place.astype(np.int32)
    order = np.lexsort((numbers, place, file_of_place[place])) if len(place) else np.zeros(0, np.int64)
    outcomes = np.concatenate(
        [np.where(frame.no_kim, 2, quarantined).astype(np.int8), np.full(len(ignored), 2, np.int8)]
    )
    padding: list[str | None] = [_reason_alone(row.reason) for _, row in ignored]
    reasons: list[str | None] = ["no_kim" if none else None for none in frame.no_kim.tolist()]
    in_order = bool((order[1:] > order[:-1]).all())
    texts: Column = pa.chunked_array([*cells.chunks, pa.array(padding, pa.string())], pa.string())
    if frame.no_kim.any():
        alone = np.concatenate([frame.no_kim, np.zeros(len(ignored), np.bool_)])
        texts = pc.if_else(pa.array(alone), _reason_alone("no_kim"), texts)
    arrays: list[Column] = [
        picked([frame.files[file][0].submission_id for file, _ in places], place[order]),
        picked([sheet for _, sheet in places], place[order]),
        pa.array(numbers[order], pa.int32()),
        texts if in_order else texts.take(pa.array(order)),
        picked(["accepted", "quarantined", "ignored"], outcomes[order]),
        picked([*reasons, *(row.reason for _, row in ignored)], order),
    ]
    return table_of(arrays, ROW)


def _reason_alone(reason: str) -> str:
    return orjson.dumps({"reason": reason}).decode()


def submission_table(frame: Frame, placed: Placed, quarantined: Bools, placeless: Ints) -> pa.Table:
    """One line a file, with its office, counts and status."""
    total = np.bincount(frame.file_of_row, minlength=len(frame.files)).tolist()
    bad = np.bincount(frame.file_of_row[quarantined], minlength=len(frame.files)).tolist()
    no_kim = np.bincount(frame.file_of_row[frame.no_kim], minlength=len(frame.files)).tolist()
    without_place = set(placeless.tolist())
    lines = []
    for number, ((received, reading), office) in enumerate(zip(frame.files, offices(frame, placed), strict=True)):
        none = int(no_kim[number])
        ignored = (0 if reading.refused else len(reading.ignored)) + none
        partly = bad[number] or any(rules()[note.rule].severity == "error" for note in reading.notes)
        rejected = reading.refused or number in without_place
        lines.append(
            {
                "submission_id": received.submission_id,
                "sequence": received.sequence,
                "sha256": received.sha256,
                "file_name": received.file_name,
                "office_code": office[0],
                "office_source": office[1],
                "received_at": _naive(received.received_at),
                "round_id": received.round_id,
                "format": reading.format,
                "byte_count": received.byte_count,
                "row_count": total[number] + ignored - none,
                "accepted_count": total[number] - bad[number] - none,
                "quarantined_count": bad[number],
                "ignored_count": ignored,
                "status": "rejected" if rejected else "partly_accepted" if partly else "accepted",
                "duplicate_of": None,
                "rule_set_hash": rule_set_hash(),
            }
        )
    return pa.Table.from_pylist(lines, schema=SUBMISSION)


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
