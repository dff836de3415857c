"""What a run took in and ended with, as lines of JSON in the log; Prefect adds the run, and nothing is personal."""

import json
from typing import TYPE_CHECKING

from prefect.logging import get_run_logger

from kim.register.receipts import ReceiptBook
from kim.running.submissions import submission_id

if TYPE_CHECKING:
    from kim.running.pipeline import Outcome
    from kim.running.request import Intake
    from kim.settings import Settings


def received(settings: "Settings", taken: "Intake") -> None:
    """A line for each file of this run."""
    arrived = {arrival.sequence for arrival in taken.arrivals}
    for receipt in ReceiptBook(settings.place.receipts).all():
        if receipt.sequence in arrived:
            _write(
                "received",
                submission_id=submission_id(receipt),
                sequence=receipt.sequence,
                sha256=receipt.sha256,
                round_id=receipt.round_id,
                office_code=receipt.office_code,
                byte_count=receipt.byte_count,
                duplicate=receipt.duplicate_of is not None,
            )


def ended(outcome: "Outcome") -> None:
    """A line with the figures of the run."""
    figures = {name: value for name, value in outcome.figures.items() if name != "report"}
    _write("ended", round_id=outcome.round_id, created=outcome.created, held=outcome.held, **figures)


def dry_run_ended(described: str) -> None:
    """A line with what a dry run found."""
    _write("rehearsed", told=described)


def _write(event: str, **facts: object) -> None:
    get_run_logger().info(json.dumps({"event": event, **facts}))
