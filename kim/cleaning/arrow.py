"""Arrow columns out of a few distinct values and many indices."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Column = Any


def picked(values: Sequence[object], at: npt.NDArray[np.integer[Any]], kind: pa.DataType | None = None) -> Column:
    """For each index in `at` its value, as an Arrow array of `kind` (text where not told)."""
    indices: Any = pa.array(at)
    distinct: Any = pa.array(list(values), kind or pa.string())
    return distinct.take(indices)


def table_of(columns: Sequence[Column], schema: pa.Schema) -> pa.Table:
    """A table of the columns in the schema's order."""
    return pa.Table.from_arrays(list(columns), schema=schema)
