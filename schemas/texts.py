"""Checks of texts by pattern, in Arrow: pandas would look at each text in Python where a pattern is not plain."""

from typing import Any

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa
import pyarrow.compute

# The stubs of these functions give unions that none of them takes.
_pc: Any = pyarrow.compute


def has(pattern: str, name: str) -> pandera.Check:
    """Texts in which `pattern` (RE2) is found."""
    return pandera.Check(lambda texts: _found(texts, pattern), name=name)


def has_not(pattern: str, name: str) -> pandera.Check:
    """Texts in which `pattern` (RE2) is not found."""
    return pandera.Check(lambda texts: ~_found(texts, pattern), name=name)


def _found(texts: "pd.Series[str]", pattern: str) -> "pd.Series[bool]":
    found = _pc.fill_null(_pc.match_substring_regex(pa.array(texts, pa.string(), from_pandas=True), pattern), False)
    return pd.Series(found.to_numpy(zero_copy_only=False), index=texts.index)
