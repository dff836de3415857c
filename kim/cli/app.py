"""The command line `kim`: commands by name, faults as sentences, exit codes as promised."""

import importlib
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from kim.errors import KimError, fault_of

COMMANDS = {
    "run": "run",
    "check": "check",
    "feedback": "offices",
    "template": "offices",
    "sample": "sample",
    "query": "query",
    "explain": "explain",
    "review": "review",
    "decide": "decisions",
    "withdraw": "decisions",
    "supersede": "decisions",
    "skip": "decisions",
    "contacts": "contacts",
    "erase": "erase",
    "publish": "publish",
    "reconcile": "reconcile",
    "verify": "publish",
    "rebuild": "upkeep",
    "backup": "upkeep",
    "rotate-key": "upkeep",
    "doctor": "upkeep",
}
"""Each command, in the order of `kim --help` → the module with the function of its name."""

app = typer.Typer(
    name="kim",
    help="Indonesia's register of community information groups: files in, one national figure out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def options(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option("--home", envvar="KIM_HOME", help="the folder of this installation's state; default: the project"),
    ] = None,
) -> None:
    """Keep where the home is for the command that follows."""
    context.obj = home


def add_commands() -> None:
    """Put the commands of the list into the command line.

    Raises:
        ModuleNotFoundError: the list names a module that is not there.
        AttributeError: the module has no function of the command's name.
    """
    for command, module in COMMANDS.items():
        app.command(command)(getattr(importlib.import_module(f"kim.cli.{module}"), command.replace("-", "_")))


add_commands()


def main() -> None:
    """Run the command line; a fault of input or of the home ends in a sentence, never in a traceback."""
    _keep_to_itself()
    try:
        app(_home_first(sys.argv[1:]))
    except KimError as error:
        sys.stderr.write(f"kim: {error}\n")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write("kim: stopped; nothing is lost, the next run goes on from here\n")
        sys.exit(130)
    except Exception as error:
        if os.environ.get("KIM_DEBUG"):
            raise
        sys.stderr.write(f"kim: {_unexpected(error)}\n")
        sys.exit(KimError.exit_code)


def _keep_to_itself() -> None:
    """Files for this user alone, whatever the caller's umask, and no core of a process that may hold the key."""
    import resource

    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _home_first(words: list[str]) -> list[str]:
    """The words of the call with `--home` before the command, wherever it was given."""
    for at, word in enumerate(words):
        if word == "--":
            break
        width = 2 if word == "--home" else 1
        if word.split("=")[0] == "--home":
            return [*words[at : at + width], *words[:at], *words[at + width :]]
    return words


def _unexpected(error: Exception) -> str:
    return (
        f"a fault of the software ({fault_of(error)}). Nothing that was received is lost. "
        "Report this line; with KIM_DEBUG=1 set, the same command shows the whole trace"
    )
