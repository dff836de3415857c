"""Credentials of sources come from one Prefect block, and go to fsspec alone."""

from pathlib import Path
from typing import Any, cast

import fsspec.config
import pytest
from prefect.blocks.system import Secret

from flows.credentials import BLOCK, use_credentials
from kim.errors import UsageError
from kim.settings import Settings


@pytest.fixture(autouse=True)
def conf(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    held: dict[str, dict[str, Any]] = {"s3": {"anon": False}}
    monkeypatch.setattr(fsspec.config, "conf", held)
    return held


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("KIM_SOURCES", "s3://kim-round/2026/")
    return Settings(home=tmp_path)


def keep(value: object) -> None:
    cast("Any", Secret(value=value)).save(BLOCK, overwrite=True, _sync=True)


def test_what_the_block_holds_goes_to_each_protocol(settings: Settings, conf: dict[str, dict[str, Any]]) -> None:
    use_credentials(settings)
    assert conf == {"s3": {"anon": False}}
    options = {"s3": {"key": "made-up", "secret": "made-up-too"}, "sftp": {"password": "made-up"}}
    for value in (options, '{"s3": {"key": "made-up", "secret": "made-up-too"}, "sftp": {"password": "made-up"}}'):
        keep(value)
        use_credentials(settings)
        assert conf == {"s3": {"anon": False, **options["s3"]}, "sftp": options["sftp"]}


@pytest.mark.parametrize("value", ["hush-hush", '["hush-hush"]', '{"s3": "hush-hush"}'])
def test_a_block_that_holds_something_else_is_refused_without_showing_it(settings: Settings, value: str) -> None:
    keep(value)
    with pytest.raises(UsageError, match="kim-sources must hold JSON by protocol") as told:
        use_credentials(settings)
    assert "hush" not in str(told.value)


def test_without_sources_nobody_asks_for_the_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Secret, "load", None)
    use_credentials(Settings(home=tmp_path))
