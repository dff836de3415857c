"""Someone is told, by mail and by webhook, and nothing personal is in it."""

import http.server
import json
import os
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_MAX_RETRIES, temporary_settings
from prefect.states import Crashed

from flows.alerting import alert, describe
from flows.reminders import reminders
from flows.reregistration import reregistration
from flows.tasks import discreetly
from flows.unresponsive import MESSAGE, alert_of_silent_runs
from kim.errors import GateBlockedError, KimError
from kim.running import steps
from tests.kim.running.offices import fill


class Inbox:
    """Keeps what a mail server is handed."""

    def __init__(self) -> None:
        self.messages: list[Any] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.messages.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture(autouse=True)
def fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIM_NOW", "2026-03-01T02:00:00+00:00")


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    inbox = Inbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setenv("KIM_ALERT_EMAIL", "operator@example.org")
    monkeypatch.setenv("KIM_ALERT_SMTP", f"smtp://127.0.0.1:{port}")
    yield inbox.messages
    controller.stop()


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    posted: list[Any] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Keep quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("KIM_ALERT_WEBHOOK", f"http://127.0.0.1:{server.server_address[1]}/")
        yield posted
        server.shutdown()


def test_a_failed_and_a_blocked_run_are_told_of(
    mail: list[Any], hook: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise ValueError("could not read +6281200000001 of Ketua Rekaan Satu")

    def block(*_: object) -> None:
        raise GateBlockedError("control totals do not hold")

    for fault in (stumble, block):
        fault.__name__ = "receive_files"
        monkeypatch.setattr(steps, "receive_files", fault)
        with pytest.raises(KimError):
            reregistration()
    assert [message["subject"] for message in mail] == [
        "KIM register: run failed (reregistration)",
        "KIM register: publication blocked (reregistration)",
    ]
    assert [post["subject"] for post in hook] == [message["subject"] for message in mail]
    first, second = (message.get_content() for message in mail)
    assert "a fault of the software (ValueError at tests/flows" in first
    assert "control totals do not hold" in second
    assert not [word for word in ("Rekaan", "8120000") if word in first + second]


def test_a_run_that_takes_too_long_is_ended_and_told_of(mail: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def receive_files(*_: object) -> None:
        time.sleep(30)

    monkeypatch.setattr(steps, "receive_files", receive_files)
    started = time.monotonic()
    with pytest.raises(TimeoutError):
        reregistration.with_options(timeout_seconds=1)()
    assert time.monotonic() - started < 25
    assert mail[0]["subject"] == "KIM register: run timed out (reregistration)"


def test_a_run_that_fell_silent_is_told_of_once_by_the_watcher(mail: list[Any]) -> None:
    with get_client(sync_client=True) as client:
        for message in (MESSAGE, "Process exited with status code: 1."):  # the second: its worker's hook has told
            run = client.create_flow_run(reregistration)
            client.set_flow_run_state(run.id, Crashed(message=message), force=True)
    assert [alert_of_silent_runs(), alert_of_silent_runs()] == [1, 0]
    (told_of,) = mail
    assert told_of["subject"] == "KIM register: run crashed, it fell silent"
    assert "the next run goes on" in told_of.get_content()


def test_a_server_that_does_not_answer_stops_no_watcher() -> None:
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api", PREFECT_CLIENT_MAX_RETRIES: 0}):
        assert alert_of_silent_runs() == 0


def test_silent_offices_are_listed_and_told_of(tmp_path: Path, mail: list[Any]) -> None:
    fill(tmp_path / "raw" / "inbox")
    reregistration(publish=False)
    path = reminders()
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("province_code,province_name,regency_code,regency_name,sent_an_empty_form,silent_since")
    assert len(lines) == 1 + 514 - 3
    assert not [line for line in lines if ",35.15," in line]
    assert any(
        ",35.78,Kota Surabaya,false,2026-01-01,59,2026-12-31," in line.replace("False", "false") for line in lines
    )
    assert mail[-1]["subject"] == "KIM register: 511 offices have not sent in round 2026-1"
    reminders(patience_days=90)
    assert len(mail) == 1


def test_an_unreachable_source_is_told_of_and_the_run_goes_on(
    tmp_path: Path, mail: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import tasks

    monkeypatch.setattr(tasks, "RETRIES", 0)
    monkeypatch.setenv("KIM_SOURCES", "https://me:hush@127.0.0.1:9/none.csv")
    fill(tmp_path / "raw" / "inbox")
    outcome = reregistration(publish=False)
    assert outcome is not None
    assert outcome.figures["registered"] == 4
    assert mail[0]["subject"] == "KIM register: not every file was taken in"
    assert "hush" not in mail[0].get_content()


def test_an_alert_that_cannot_be_sent_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIM_ALERT_EMAIL", "operator@example.org")
    monkeypatch.setenv("KIM_ALERT_SMTP", "smtp://127.0.0.1:9")
    alert("subject", "text")


def test_what_is_told_of_a_fault_holds_nothing_of_the_data() -> None:
    assert describe(KimError("the key is missing")) == "the key is missing"
    assert describe(ValueError("Ketua Rekaan")) == "ValueError"
    assert describe(OSError(28, "No space left on device", "Ketua.xlsx")) == "OSError: No space left on device"
    assert "before its time" in describe(None)


def test_what_is_recorded_of_a_fault_has_no_trail(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = "-".join(("Ketua", "Rekaan"))  # in no line of the source that a trail would show

    def fetch() -> None:
        raise KimError("cannot fetch") from FileNotFoundError(f"https://me:{secret}@example.org/x.csv")

    def read() -> None:
        raise ValueError(secret)

    for step in (fetch, read):
        with pytest.raises(KimError) as fault:
            discreetly(step)()
        assert secret not in "".join(traceback.format_exception(fault.value))
    monkeypatch.setenv("KIM_DEBUG", "1")
    with pytest.raises(ValueError, match="Rekaan"):
        discreetly(read)()


def test_a_failed_run_from_the_command_line_ends_in_one_sentence(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment["PREFECT_API_URL"] = str(PREFECT_API_URL.value())
    environment |= {"KIM_SOURCES": "ftp://me:hush@example.org/x", "KIM_HOME": str(tmp_path)}
    command = [sys.executable, "-c", "from kim.cli.app import main; main()", "run"]
    ended = subprocess.run(command, env=environment, check=False, timeout=170, capture_output=True, text=True)
    assert ended.returncode == 2
    assert ended.stderr.startswith("kim: ftp://example.org/x is no source")
    assert len(ended.stderr.splitlines()) == 1
