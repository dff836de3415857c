"""A home with a few synthetic offices' files, and a way to run the main job on it at a fixed time."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kim.running import pipeline
from kim.running.request import RunRequest
from kim.settings import Settings
from tests.conftest import Told
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


@pytest.fixture
def first(settings: Settings, told: Told) -> pipeline.Outcome:
    """The home has had its first run, which ended so."""
    home = settings.place.root
    shutil.rmtree(home)
    shutil.copytree(told.home, home, symlinks=True)
    report = str(told.outcome.figures["report"]).replace(str(told.home), str(home))
    return replace(told.outcome, figures={**told.outcome.figures, "report": report})
