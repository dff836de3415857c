"""Two workers of a Dask cluster prepare what one machine would; only sealed bytes hold personal data on the way."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows import cluster
from flows.reregistration import reregistration
from kim.errors import KimError
from kim.register.keys import ENVIRONMENT
from kim.scaling import sharing
from kim.settings import Limits
from tests.conftest import Told
from tests.kim.running.offices import fill, fingerprint

PERSONAL = (b"Ketua Rekaan", b"081200000001", b"+6281200000001", b"81200000001")
KEY = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    from distributed import LocalCluster

    start: Any = LocalCluster
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRONMENT, KEY)
        with start(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as made:
            yield made.scheduler_address


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIM_NOW", "2026-03-01T02:00:00+00:00")
    monkeypatch.setenv(ENVIRONMENT, KEY)
    monkeypatch.setattr(cluster, "LEAST_ROWS", 1)


def test_same_ids_and_figures_as_on_one_machine(
    tmp_path: Path, scheduler: str, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "raw" / "inbox")
    share = tmp_path / "share"
    lying = _watched(monkeypatch, share)
    monkeypatch.setenv("KIM_DASK_ADDRESS", scheduler)
    monkeypatch.setenv("KIM_SHARE", str(share))
    far = reregistration()
    assert far is not None
    assert {**far.figures, "report": None} == {**told.outcome.figures, "report": None}
    assert fingerprint(tmp_path) == told.fingerprint
    assert sum(path.endswith("receipts.parquet") for path in lying) > 1, "one chunk alone proves nothing"
    assert sum(path.endswith("contacts.sealed") for path in lying) > 1
    assert not [path for path, content in lying.items() if any(word in content for word in PERSONAL)]
    assert not list(share.rglob("*.parquet")), "the share is left as it was"


def _watched(monkeypatch: pytest.MonkeyPatch, share: Path) -> dict[str, bytes]:
    """What lies in the share once everything is prepared."""
    lying: dict[str, bytes] = {}
    take = sharing.Share.take

    def looked(self: sharing.Share, number: int) -> Any:
        lying.update({str(path): path.read_bytes() for path in share.rglob("*") if path.is_file()})
        yield from take(self, number)

    monkeypatch.setattr(sharing.Share, "take", looked)
    return lying


def test_a_worker_without_the_key_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ENVIRONMENT)
    with pytest.raises(KimError, match=f"set {ENVIRONMENT} where the workers run"):
        sharing.prepare_shared(str(tmp_path), 0, Limits(), 10)


def test_other_rules_on_the_workers_stop_the_load(
    tmp_path: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "raw" / "inbox")
    monkeypatch.setenv("KIM_DASK_ADDRESS", scheduler)
    monkeypatch.setenv("KIM_SHARE", str(tmp_path / "share"))
    monkeypatch.setattr(sharing, "rule_set_hash", lambda: "another")
    with pytest.raises(KimError, match="another version of the rules"):
        reregistration()
    assert len(list((tmp_path / "raw" / "inbox").rglob("*.csv"))) == 4


@pytest.mark.parametrize(
    ("address", "share", "said"),
    [("tcp://127.0.0.1:9", None, "KIM_SHARE is not"), ("tcp://127.0.0.1:9", "somewhere", "cannot be reached")],
)
def test_a_cluster_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, share: str | None, said: str
) -> None:
    fill(tmp_path / "raw" / "inbox")
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 1)
    monkeypatch.setenv("KIM_DASK_ADDRESS", address)
    if share:
        monkeypatch.setenv("KIM_SHARE", str(tmp_path / share))
    with pytest.raises(KimError, match=said):
        reregistration()
