"""The guard at the border: a frame that disagrees with its schema is a fault of the software, and stops the load."""

from typing import TYPE_CHECKING

from kim.cleaning.model import Cleaned
from kim.errors import KimError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    import pandera.pandas as pandera
    import pyarrow as pa

_DISAGREE = "cleaning and the schemas disagree, so nothing was loaded"


class BorderError(KimError):
    """A table disagrees with its schema; `checks` says which columns do, and no value."""

    def __init__(self, message: str, checks: "Sequence[str]") -> None:
        super().__init__(message)
        self.checks = checks


def guard(cleaned: Cleaned) -> None:
    """Hold every table of a cleaned batch against its schema.

    Raises:
        BorderError: names table, column and check; no value, since it may be personal.
    """
    from schemas import intake

    for table, schema in (
        (cleaned.submissions, intake.SUBMISSION),
        (cleaned.rows, intake.ROW),
        (cleaned.findings, intake.FINDING),
        (cleaned.records, intake.RECORD),
        (cleaned.contacts, intake.CONTACT),
    ):
        check(frame_of(table), schema)


def guard_figures(tables: "Mapping[str, pa.Table]") -> None:
    """Hold the published figures among `tables`, by name, against their schemas.

    Raises:
        KimError: names table, column and check.
    """
    import pandas as pd
    import pyarrow as pa

    from schemas import aggregates

    whole = pd.Int64Dtype()
    for schema in (aggregates.PROVINCE_COUNT, aggregates.REGENCY_COUNT, aggregates.RECONCILIATION):
        if (table := tables.get(str(schema.name))) is not None:
            frame = table.to_pandas(types_mapper=lambda kind: whole if pa.types.is_integer(kind) else None)
            check(frame, schema, "the figures and the schemas disagree, so nothing was published")


def check(frame: "pd.DataFrame", schema: "pandera.DataFrameSchema", fault_text: str = _DISAGREE) -> None:
    """Hold one frame against one schema.

    Raises:
        KimError: as `guard`.
    """
    from pandera.errors import SchemaErrors

    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as fault:
        cases = fault.failure_cases
        checks = sorted({f"{schema.name}.{line.column}: {line.check}" for line in cases.itertuples()})
        rows = sorted({int(index) for index in cases["index"].dropna()})[:5]
        where = _submissions(frame, rows)
        text = f"{fault_text} ({'; '.join(checks)}{where}). This is a fault of the software: report it with this line"
        raise BorderError(text, checks) from None


def frame_of(table: "pa.Table") -> "pd.DataFrame":
    """An Arrow table as pandas sees it at the border: text as `str`, counts that may be missing as `Int32`."""
    import pandas as pd
    import pyarrow as pa

    whole = pd.Int32Dtype()
    # One thread: so it can be done in a process that forks.
    return table.to_pandas(
        types_mapper=lambda kind: whole if kind == pa.int32() else None, date_as_object=True, use_threads=False
    )


def _submissions(frame: "pd.DataFrame", rows: list[int]) -> str:
    if "submission_id" not in frame.columns or not rows:
        return ""
    known = [index for index in rows if index < len(frame)]
    return f"; submissions {', '.join(sorted(set(frame['submission_id'].iloc[known])))}"
