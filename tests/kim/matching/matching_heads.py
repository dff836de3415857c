"""What a step of matching says in its head, and what its statements read, write and take in truth."""

import re
from dataclasses import dataclass
from pathlib import Path

import sqlglot
from sqlglot import exp

from kim.home import SQL

FIELDS = ("purpose", "reads", "writes", "takes", "runs")
_VARIABLE = re.compile(r"getvariable\('(\w+)'\)|\$(\w+)")
_TYPE = re.compile(r"^create or replace temp type .*?;$", re.DOTALL | re.MULTILINE)  # which sqlglot does not parse
_MADE = re.compile(r"create or replace temp (macro|type) (\w+)")


def files() -> dict[str, Path]:
    """The file of each step, in the order of their numbers."""
    return {path.stem: path for path in sorted((SQL / "matching").glob("*.sql"))}


def head(text: str) -> dict[str, str]:
    """The comment that a file begins with: its purpose, then the fields, each on a line of its own or on several."""
    lines = [line.removeprefix("--").strip() for line in re.match(r"(--.*\n)*", text).group().splitlines()]  # type: ignore[union-attr]
    said, current = {"purpose": ""}, "purpose"
    for line in lines:
        name, colon, rest = line.partition(": ")
        current, line = (name, rest) if colon and name in FIELDS else (current, line)
        said[current] = f"{said.get(current, '')} {line}".strip()
    return said


@dataclass(frozen=True)
class Touched:
    """Relations with their schema, macros with brackets; types and variables by their bare name."""

    reads: set[str]
    writes: set[str]
    takes: set[str]


def touched(text: str) -> Touched:
    """What the statements of a file read that it did not make itself, write and keep, and take from outside."""
    macros = {name for path in files().values() for kind, name in _MADE.findall(path.read_text()) if kind == "macro"}
    reads: set[str] = set()
    made: set[str] = set()
    writes: set[str] = set()
    for statement in sqlglot.parse(_TYPE.sub("", text), dialect="duckdb"):
        if statement is None or isinstance(statement, exp.Semicolon):
            continue
        target = _target(statement)
        own = {cte.alias for cte in statement.find_all(exp.CTE)}
        read = {_name(table) for table in statement.find_all(exp.Table) if table is not target} - own
        read |= {f"{call.name}()" for call in statement.find_all(exp.Anonymous) if call.name in macros}
        reads |= read - made
        if target is None:
            continue
        if isinstance(statement, exp.Drop):
            writes.discard(_name(target))
        else:
            writes.add(_name(target))
        if isinstance(statement, exp.Create):
            made.add(_name(target))
    for kind, name in _MADE.findall(text):
        writes = writes - {name} | {f"{name}()" if kind == "macro" else name}
        reads -= {f"{name}()"}
    code = re.sub(r"^\s*--.*$", "", text, flags=re.MULTILINE)
    writes |= set(re.findall(r"^set variable (\w+)", code, flags=re.MULTILINE))
    takes = {one or other for one, other in _VARIABLE.findall(code)}
    return Touched(reads, writes, takes - writes)


def _target(statement: exp.Expr) -> exp.Table | None:
    """The relation that a statement writes."""
    if not isinstance(statement, exp.Create | exp.Insert | exp.Delete | exp.Update | exp.Drop):
        return None
    return statement.find(exp.Table)


def _name(table: exp.Table) -> str:
    return f"{table.db}.{table.name}" if table.db else table.name


def named(field: str) -> set[str]:
    """The names that a field lists; none where it says `nothing`."""
    return set() if field == "nothing" else set(field.split(", "))
