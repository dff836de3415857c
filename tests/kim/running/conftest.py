"""A home with a few synthetic offices' files, and a way to run the main job on it at a fixed time."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kim.running import pipeline
from kim.running.request import RunRequest
from kim.settings import Settings
from tests.kim.running.offices import fill

Run = Callable[..., pipeline.Outcome]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("KIM_NOW", "2026-03-01T02:00:00+00:00")
    chosen = Settings(home=tmp_path / "home")
    fill(chosen.place.inbox)
    return chosen


@pytest.fixture
def run(settings: Settings) -> Run:
    def once(**asked: object) -> pipeline.Outcome:
        return pipeline.run(settings, RunRequest.model_validate(asked), pipeline.DIRECT)

    return once
