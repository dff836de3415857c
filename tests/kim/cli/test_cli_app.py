"""`kim --help` lists the commands that are promised, and one that is misspelt in the list of commands fails."""

import importlib

import pytest
from typer.testing import CliRunner

from kim.cli import app as command_line

PROMISED = (
    *("run", "check", "feedback", "template", "sample", "query", "explain", "review", "decide", "withdraw"),
    *("supersede", "skip", "contacts", "erase", "publish", "reconcile", "verify", "rebuild", "backup", "rotate-key"),
    "doctor",
)
COMMANDS = dict(command_line.COMMANDS)


def test_help_lists_the_commands_that_are_promised_in_their_order() -> None:
    shown = CliRunner().invoke(command_line.app, ["--help"], env={"COLUMNS": "160", "TERM": "dumb"})
    assert shown.exit_code == 0
    words = [
        word for line in shown.output.partition("Commands")[2].splitlines() for word in line.strip("│ ").split()[:1]
    ]
    assert [word for word in words if word in command_line.COMMANDS] == list(PROMISED)


@pytest.mark.parametrize("command", PROMISED)
def test_every_command_has_a_help_of_its_own(command: str) -> None:
    shown = CliRunner().invoke(command_line.app, [command, "--help"])
    assert shown.exit_code == 0
    assert f"{command} [OPTIONS]" in shown.output


@pytest.mark.parametrize(("command", "module"), [("rnu", "run"), ("run", "rnu")])
def test_a_command_that_is_misspelt_in_the_list_fails_at_once(
    command: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = {command if name == "run" else name: module if name == "run" else where for name, where in COMMANDS.items()}
    monkeypatch.setattr(command_line, "COMMANDS", wrong)
    with pytest.raises((AttributeError, ModuleNotFoundError), match="rnu"):
        command_line.add_commands()


def test_every_command_is_documented_by_its_module() -> None:
    for command, module in COMMANDS.items():
        assert f"`kim {command}`" in str(importlib.import_module(f"kim.cli.{module}").__doc__), command
