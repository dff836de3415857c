"""Links from a figure to its rows in a CSV of the release (RFC 7111: `#row=2-9;14`, the header is row 1)."""

from collections.abc import Callable, Iterable, Mapping

import pyarrow as pa

Row = Mapping[str, object]


def row_link(file: str, numbers: Iterable[int]) -> str:
    """The link to these rows; without any, to the file.

    >>> row_link("kim", [2, 3, 4, 9]), row_link("kim", [])
    ('kim.csv#row=2-4;9', 'kim.csv')
    """
    spans: list[list[int]] = []
    for one in sorted(numbers):
        if spans and spans[-1][1] == one - 1:
            spans[-1][1] = one
        else:
            spans.append([one, one])
    shown = ";".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)
    return f"{file}.csv#row={shown}" if shown else f"{file}.csv"


def linker(tables: Mapping[str, pa.Table]) -> Callable[..., str]:
    """A function of a table's name and of what its rows must hold, that gives the link to them."""
    index: dict[tuple[str, tuple[str, ...]], dict[tuple[object, ...], list[int]]] = {}

    def link(table: str, **where: object) -> str:
        names = tuple(where)
        if (table, names) not in index:
            found: dict[tuple[object, ...], list[int]] = {}
            columns = [tables[table].column(name).to_pylist() for name in names]
            for line, values in enumerate(zip(*columns, strict=True), start=2):
                found.setdefault(values, []).append(line)
            index[table, names] = found
        wanted = [value if isinstance(value, list) else [value] for value in where.values()]
        rows: list[int] = []
        for values in _each(wanted):
            rows += index[table, names].get(values, [])
        return row_link(table, rows)

    return link


def _each(wanted: list[list[object]]) -> Iterable[tuple[object, ...]]:
    if not wanted:
        return [()]
    return [(first, *rest) for first in wanted[0] for rest in _each(wanted[1:])]
