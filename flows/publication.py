"""A publication by itself, without intake: weekly, or by hand with a form."""

from flows.parents import parent_flow, settings_of_run
from flows.tasks import as_task
from kim.clock import system_clock
from kim.publishing.request import Published, PublishRequest
from kim.register.lock import writer_lock
from kim.running import pipeline
from kim.running.rounds import round_for


@parent_flow("publication")
def publication(round_id: str | None = None, final: bool = False) -> Published | None:
    """Publish a release of what is loaded, or name the latest one where nothing is new.

    Args:
        round_id: round whose baseline, tolerance and completeness apply, such as 2026-1; default: the one open today
        final: the round's last word: blocked while offices are missing
    """
    settings = settings_of_run()
    wanted = PublishRequest(round_id=round_for(round_id, system_clock()), final=final)
    with writer_lock(settings.place, settings.lock_wait_seconds):
        return pipeline.publish(settings, wanted, system_clock, step=as_task)
