"""The book of ids: each `kim_id` given, once and for all, and to which first record."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

import orjson
from pydantic import BaseModel, ConfigDict

from kim.errors import KimError
from kim.register.book import Book

if TYPE_CHECKING:
    import pyarrow as pa

_AT_ONCE = 50_000


class GivenId(BaseModel):
    """A `kim_id` given once and for all to the community of its first record."""

    model_config = ConfigDict(frozen=True)

    kim_id: str
    record_id: str
    sequence: int
    sheet: str
    row_number: int


class IdBook(Book[GivenId]):
    """`registry/ids.jsonl`."""

    line = GivenId

    def check(self, lines: Sequence[GivenId]) -> None:
        """Refuse an id that was given twice."""
        seen: set[str] = set()
        for number, line in enumerate(lines, start=1):
            if line.kim_id in seen:
                raise self.damaged(number, f"gives the id {line.kim_id} a second time")
            seen.add(line.kim_id)

    def give(self, given: Iterable[tuple[str, str, int, str, int]]) -> None:
        """`append` for millions of ids, each as the fields of `GivenId` in their order: no model is made of them.

        Raises:
            KimError: disk full, read-only or faulty; ids that were written whole stay given.
        """
        names = tuple(GivenId.model_fields)
        lines = iter(given)
        while some := list(islice(lines, _AT_ONCE)):
            text = b"".join([orjson.dumps(dict(zip(names, one, strict=True))) + b"\n" for one in some])
            self._write(text, ())

    def table(self) -> "pa.Table":
        """The same as `all()` as an Arrow table (`kim_id, record_id, sequence, sheet, row_number`), for millions.

        Raises:
            KimError: a line is damaged.
        """
        import pyarrow as pa
        import pyarrow.compute as pc
        from pyarrow import json

        whole_numbers = ("sequence", "row_number")
        shape = pa.schema(
            [pa.field(n, pa.int64() if n in whole_numbers else pa.string()) for n in GivenId.model_fields]
        )
        content = self.path.read_bytes() if self.path.exists() else b""
        whole = content[: content.rfind(b"\n") + 1]
        if whole != content or not whole:
            return pa.Table.from_pylist([line.model_dump() for line in self.all()], schema=shape)
        try:
            options = json.ParseOptions(explicit_schema=shape, unexpected_field_behavior="ignore")
            table = json.read_json(BytesIO(whole), parse_options=options)
        except pa.ArrowInvalid:
            self.all()  # says which line
            raise KimError(f"{self.path} is damaged: restore it from the last backup") from None
        if any(column.null_count for column in table.columns) or pc.count_distinct(table["kim_id"]).as_py() < len(
            table
        ):
            self.all()
            raise KimError(f"{self.path} is damaged: restore it from the last backup")
        return table
