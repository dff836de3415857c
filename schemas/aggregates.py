"""What leaves the warehouse as published figures: counts by region, and the register against its baseline."""

import pandas as pd
import pandera.pandas as pa

from schemas.words import CODE, RECONCILIATIONS

_COUNT = pa.Column("Int64", pa.Check.ge(0))
_COUNTS = {
    "kim_count": _COUNT,
    "active_count": _COUNT,
    "inactive_count": _COUNT,
    "member_count": _COUNT,
}
_ADDS_UP = pa.Check(
    lambda frame: frame.kim_count == frame.active_count + frame.inactive_count, name="counted = active + inactive"
)

PROVINCE_COUNT = pa.DataFrameSchema(
    {
        "province_code": pa.Column(str, pa.Check.str_matches(CODE["province"]), unique=True),
        "province_name": pa.Column(str),
        **_COUNTS,
    },
    checks=[_ADDS_UP, pa.Check(lambda frame: len(frame) >= 38, name="all 38 provinces, zero included")],
    name="province_count",
)

REGENCY_COUNT = pa.DataFrameSchema(
    {
        "province_code": pa.Column(str, pa.Check.str_matches(CODE["province"])),
        "regency_code": pa.Column(str, pa.Check.str_matches(CODE["regency"]), nullable=True),
        **_COUNTS,
    },
    checks=[
        _ADDS_UP,
        pa.Check(
            lambda frame: frame.regency_code.isna() | (frame.regency_code.str[:2] == frame.province_code),
            name="regency lies in its province",
        ),
    ],
    unique=["province_code", "regency_code"],
    name="regency_count",
)


def _known(name: str, *, least: int | None = None) -> pa.Column:
    return pa.Column("Int64", [] if least is None else pa.Check.ge(least), nullable=True, name=name)


RECONCILIATION = pa.DataFrameSchema(
    {
        "baseline_id": pa.Column(str),
        "province_code": pa.Column(str, pa.Check.str_matches(r"^(?:\d{2}|ID)$")),
        "province_name": pa.Column(str),
        "baseline_count": _known("baseline_count", least=0),
        "registered_count": _COUNT,
        "founded_by_baseline": _COUNT,
        "founded_after": _COUNT,
        "founded_unknown": _COUNT,
        "difference": _known("difference"),
        "outstanding": _known("outstanding", least=0),
        "surplus": _known("surplus", least=0),
        "status": pa.Column(str, pa.Check.isin(RECONCILIATIONS)),
    },
    checks=[
        pa.Check(
            lambda frame: (
                frame.registered_count == frame.founded_by_baseline + frame.founded_after + frame.founded_unknown
            ),
            name="registered = by the baseline + after + unknown",
        ),
        pa.Check(lambda frame: _null_where_not_counted(frame), name="not in the baseline is null, never 0"),
    ],
    unique=["baseline_id", "province_code"],
    name="reconciliation",
)


def _null_where_not_counted(frame: pd.DataFrame) -> "pd.Series[bool]":
    outside = frame.status == "not_in_baseline"
    nulls = frame[["baseline_count", "difference", "outstanding", "surplus"]].isna()
    return (outside & nulls.all(axis=1)) | (~outside & ~nulls.any(axis=1))
