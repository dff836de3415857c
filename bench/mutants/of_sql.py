"""The faults of a SQL file: made token by token, since half of what they break is no statement of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bench.mutants.change import Change

_TOKEN = re.compile(
    r"(?P<comment>--[^\n]*)|(?P<string>'(?:[^']|'')*')|(?P<name>\"[^\"]+\"|[A-Za-z_]\w*)|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<mark><=|>=|<>|\|\||::|//|[-+*/<>=(),;\[\].{}:$%])"
)
_TURNED = {
    "=": "<>",
    "<>": "=",
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
    "+": "-",
    "and": "or",
    "or": "and",
    "min": "max",
    "max": "min",
    "arg_min": "arg_max",
    "arg_max": "arg_min",
    "least": "greatest",
    "greatest": "least",
    "bool_or": "bool_and",
    "bool_and": "bool_or",
    "semi": "anti",
    "anti": "semi",
    "left": "inner",
    "not": "",
    "distinct": "",
    "desc": "",
}
_KEPT_DISTINCT = ("is", "not")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int
    depth: int
    sorting: bool
    """Within the `order by` of a whole statement: which rows there are does not depend on it."""


def faults_of(text: str) -> Iterator[Change]:
    """Every fault that this file can be given.

    >>> sql = "select coalesce(n, 0) from t where n > 1"
    >>> [change.told(sql) for change in faults_of(sql)]
    [', 0 → nothing', '0 → 1', 'where → where true or', '> → >=', '1 → 2']
    """
    tokens = _tokens(text)
    for at, token in enumerate(tokens):
        if token.sorting:
            continue
        yield from _turned(tokens, at)
        if token.text in ("coalesce", "greatest", "least"):
            yield from _fewer_arguments(tokens, at)
        elif token.text in ("and", "or") and not _between(tokens, at) and not _creates(tokens, at):
            yield Change(token.start, token.end, "or false and")
        elif token.text == "where":
            yield Change(token.start, token.end, "where true or")
        elif token.text == "when":
            yield from _branch_out(tokens, at)
        elif token.text == "union" and at + 1 < len(tokens):
            yield from _select_out(tokens, at, text)
        elif token.kind == "number":
            yield Change(token.start, token.end, str(int(token.text) + 1) if token.text.isdigit() else f"1{token.text}")
        elif token.kind == "string" and token.text.strip("'"):
            yield Change(token.end - 1, token.end - 1, "_")


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    depth, sorting = 0, False
    for found in _TOKEN.finditer(text):
        kind, word = str(found.lastgroup), found.group()
        if kind == "comment":
            continue
        word = word.lower() if kind == "name" else word
        depth -= word == ")"
        if word == ";" or depth:
            sorting = sorting and word != ";"
        elif word == "by" and tokens and tokens[-1].text == "order":
            sorting = True
        tokens.append(_Token(kind, word, found.start(), found.end(), depth, sorting))
        depth += word == "("
    return tokens


def _turned(tokens: list[_Token], at: int) -> Iterator[Change]:
    token = tokens[at]
    after = _TURNED.get(token.text)
    before = tokens[at - 1].text if at else ""
    follows = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if token.text == "null" and before in ("is", "not"):
        yield Change(tokens[at - 1].start, token.end, "null" if before == "not" else "is not null")
    if after is None or _between(tokens, at) or _creates(tokens, at):
        return
    call = token.text in ("min", "max", "arg_min", "arg_max", "least", "greatest", "bool_or", "bool_and")
    if (call and follows != "(") or (token.text in ("semi", "anti", "left") and follows != "join"):
        return
    if (token.text == "not" and follows in ("null", "distinct")) or (
        token.text == "distinct" and before in _KEPT_DISTINCT
    ):
        return
    yield Change(token.start, token.end, after)


def _between(tokens: list[_Token], at: int) -> bool:
    return tokens[at].text == "and" and any(token.text == "between" for token in tokens[max(0, at - 8) : at])


def _creates(tokens: list[_Token], at: int) -> bool:
    return tokens[at].text == "or" and tokens[at - 1].text == "create"


def _fewer_arguments(tokens: list[_Token], at: int) -> Iterator[Change]:
    """`coalesce(n, 0)` without its last, `greatest(0, n)` without its first argument."""
    if at + 1 >= len(tokens) or tokens[at + 1].text != "(":
        return
    inside = tokens[at + 1].depth + 1
    commas, last = [], at + 2
    while last < len(tokens) and not (tokens[last].text == ")" and tokens[last].depth < inside):
        if tokens[last].text == "," and tokens[last].depth == inside:
            commas.append(tokens[last])
        last += 1
    if commas and last < len(tokens):
        if tokens[at].text == "coalesce":
            yield Change(commas[-1].start, tokens[last].start, "")
        else:
            yield Change(tokens[at + 1].end, commas[0].end, "")


def _branch_out(tokens: list[_Token], at: int) -> Iterator[Change]:
    """A branch of a `case` is never taken."""
    nested = 0
    for token in tokens[at + 1 :]:
        nested += (token.text == "case") - (token.text == "end")
        if token.text == "then" and not nested:
            yield Change(tokens[at].start, token.end, "when false then")
            return


def _select_out(tokens: list[_Token], at: int, text: str) -> Iterator[Change]:
    """One of several unioned selects is gone."""
    depth = tokens[at].depth
    end = len(text)
    for token in tokens[at + 2 :]:
        if token.depth < depth or (token.depth == depth and token.text in ("union", ";")) or token.sorting:
            end = token.start - len("order ") * token.sorting
            break
    yield Change(tokens[at].start, end, "")
