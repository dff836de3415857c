"""The monthly self-check: the warehouse is made anew beside the finished one, and the two are compared."""

from flows.parents import parent_flow, settings_of_run
from flows.reporting import table_artifact
from flows.tasks import as_task
from kim.errors import KimError
from kim.register.lock import writer_lock
from kim.running.rebuilding import Difference, compare_with_rebuilt


@parent_flow("self-check")
def self_check() -> list[Difference]:
    """Rebuild from the truth and compare every table; a difference fails the run. Nothing is changed."""
    settings = settings_of_run()
    with writer_lock(settings.place, settings.lock_wait_seconds):
        compared: list[Difference] = as_task(compare_with_rebuilt)(settings)
    table: list[dict[str, object]] = [
        {"table": line.table, "finished": line.finished, "rebuilt": line.rebuilt, "equal": line.equal}
        for line in compared
    ]
    table_artifact("self-check", table, "The finished warehouse against one made anew.")
    unequal = [line.describe() for line in compared if not line.equal]
    if unequal:
        raise KimError(
            f"a warehouse made anew from the truth is not the finished one: {'; '.join(unequal)}. "
            "Make a backup (`kim backup`), look at `kim doctor`, then `kim rebuild`; keep both for the developers"
        )
    return compared
