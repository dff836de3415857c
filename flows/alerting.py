"""Someone is alerted when a run fails, a gate blocks a publication, a source is unreachable or offices are silent.

By e-mail, by webhook, or both, as `KIM_ALERT_…` says; nobody where nothing is set. A message names the run, what
happened and what to do, and holds no personal data. An alert that cannot be sent is logged and changes no run.
"""

import logging
import smtplib
import ssl
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx
from prefect import Flow
from prefect.client.schemas.objects import FlowRun, State
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from kim.errors import GateBlockedError, KimError

LOG = logging.getLogger("prefect.kim.alerting")
_ENDS = {"Crashed": "crashed", "TimedOut": "timed out"}
_PATIENCE_SECONDS = 20.0
_NEXT = {
    "blocked": "Nothing was published. See `kim reconcile` and docs/operations.md, 'A publication was blocked'.",
    "failed": "What was received stays received; the next run goes on from there. See docs/operations.md.",
}


class AlertSettings(BaseSettings):
    """Who is alerted, and how (`KIM_ALERT_…`)."""

    model_config = SettingsConfigDict(env_prefix="KIM_ALERT_")

    email: str = Field("", description="addresses to write to, separated by commas")
    sender: str = Field("kim-register@localhost", description="the address that the mail is from")
    smtp: str = Field(
        "smtp://127.0.0.1:25", description="smtp://, smtp+starttls:// or smtps://[user:password@]host:port"
    )
    webhook: str = Field("", description="an address that takes a POST of JSON with subject and text")


def on_end_in_fault(flow: Flow[Any, Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Alert that a run failed, crashed or was blocked; a hook of Prefect's."""
    fault = state.result(raise_on_failure=False) if state.data is not None else None
    blocked = isinstance(fault, GateBlockedError)
    what = "publication blocked" if blocked else f"run {_ENDS.get(state.name or '', 'failed')}"
    lines = [
        f"Flow: {flow.name}",
        f"Run: {flow_run.name} ({flow_run.id})",
        f"What happened: {describe(fault)}",
        _NEXT["blocked" if blocked else "failed"],
    ]
    alert(f"KIM register: {what} ({flow.name})", "\n".join(lines))


def describe(fault: object) -> str:
    """A fault in words that hold nothing of the data: our own sentences, else the kind of the fault alone."""
    if isinstance(fault, KimError):
        return str(fault)
    if isinstance(fault, OSError) and fault.strerror:
        return f"{type(fault).__name__}: {fault.strerror}"
    return type(fault).__name__ if isinstance(fault, BaseException) else "the process ended before its time"


def alert(subject: str, text: str) -> None:
    """Send a message to everyone who is to be alerted."""
    settings = AlertSettings()
    for wanted, send in ((settings.email, _mail), (settings.webhook, _post)):
        if not wanted:
            continue
        try:
            send(settings, subject, text)
        except (OSError, smtplib.SMTPException, httpx.HTTPError, ValueError) as fault:
            LOG.warning("the alert %r could not be sent: %s", subject, type(fault).__name__)


def _mail(settings: AlertSettings, subject: str, text: str) -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, settings.sender, settings.email
    message.set_content(text)
    server = urlsplit(settings.smtp)
    host = server.hostname or "127.0.0.1"
    if server.scheme == "smtps":
        client: smtplib.SMTP = smtplib.SMTP_SSL(
            host, server.port or 465, timeout=_PATIENCE_SECONDS, context=ssl.create_default_context()
        )
    else:
        client = smtplib.SMTP(host, server.port or 25, timeout=_PATIENCE_SECONDS)
    with client:
        if server.scheme == "smtp+starttls":
            client.starttls(context=ssl.create_default_context())
        if server.username:
            client.login(unquote(server.username), unquote(server.password or ""))
        client.send_message(message)


def _post(settings: AlertSettings, subject: str, text: str) -> None:
    httpx.post(settings.webhook, json={"subject": subject, "text": text}, timeout=_PATIENCE_SECONDS).raise_for_status()
