"""The border between cleaning and the warehouse: what a submission, a row, a finding and a record may look like."""

import pandas as pd
import pandera.pandas as pa

from schemas.fields import Attribute, of
from schemas.texts import has, has_not
from schemas.words import (
    CODE,
    LEVELS,
    OFFICE_SOURCES,
    OUTCOMES,
    PRECISIONS,
    SEVERITIES,
    STATUSES,
    SUBMISSION_STATUSES,
    TYPES,
)

_ID = pa.Check.str_matches(r"^s[0-9a-f]{16}$")
_NOT_NEGATIVE = pa.Check.ge(0)
# No number of a person and no e-mail address leaves by a public column.
_NO_PERSON = has_not(r"\p{Nd}{16}|[^\s@]@[^\s@]+\.", "no personal data")
_NO_EMAIL = has_not(r"[^\s@\"/]@[^\s@]+\.", "no e-mail address")
_TIDY = has(r"(?s)^[^\s\p{Z}](?:.*[^\s\p{Z}])?$", "no space at either end")


SUBMISSION = pa.DataFrameSchema(
    {
        "submission_id": pa.Column(str, _ID, unique=True),
        "sequence": pa.Column("int64", pa.Check.ge(1), unique=True),
        "sha256": pa.Column(str, pa.Check.str_matches(r"^[0-9a-f]{64}$")),
        "file_name": pa.Column(str),
        "office_code": pa.Column(str, pa.Check.str_matches(r"^\d{2}(\.\d{2})?$"), nullable=True),
        "office_source": pa.Column(str, pa.Check.isin(OFFICE_SOURCES), nullable=True),
        "round_id": pa.Column(str),
        "byte_count": pa.Column("int64", _NOT_NEGATIVE),
        "row_count": pa.Column("int64", _NOT_NEGATIVE),
        "accepted_count": pa.Column("int64", _NOT_NEGATIVE),
        "quarantined_count": pa.Column("int64", _NOT_NEGATIVE),
        "ignored_count": pa.Column("int64", _NOT_NEGATIVE),
        "status": pa.Column(str, pa.Check.isin(SUBMISSION_STATUSES)),
    },
    checks=pa.Check(
        lambda frame: frame.row_count == frame.accepted_count + frame.quarantined_count + frame.ignored_count,
        name="rows received = accepted + quarantined + ignored",
    ),
    name="submission",
)

ROW = pa.DataFrameSchema(
    {
        "submission_id": pa.Column(str, _ID),
        "row_number": pa.Column("Int32", pa.Check.ge(1)),
        "outcome": pa.Column(str, pa.Check.isin(OUTCOMES)),
    },
    name="row",
)

FINDING = pa.DataFrameSchema(
    {
        "submission_id": pa.Column(str, _ID),
        "rule": pa.Column(str, pa.Check.str_matches(r"^[a-z][a-z0-9_.]*$")),
        "severity": pa.Column(str, pa.Check.isin(SEVERITIES)),
        "message_id": pa.Column(str, _TIDY),
        "message_en": pa.Column(str, _TIDY),
    },
    name="finding",
)

_CHECKS = {
    **{f"{level}_code": pa.Check.str_matches(CODE[level]) for level in LEVELS},
    "level": pa.Check.isin(LEVELS),
    "precision": pa.Check.isin(PRECISIONS),
    "type": pa.Check.isin(TYPES),
    "status": pa.Check.isin(STATUSES),
    "site_number": pa.Check.str_matches(r"^\d{12}$"),
    "not_negative": _NOT_NEGATIVE,
    "tidy": _TIDY,
    "no_person": _NO_PERSON,
    "no_email": _NO_EMAIL,
}
"""What `fields.toml` calls a check."""
# A day may be none, and pandas has no type for that but object.
_DTYPES = {"text": str, "json": str, "integer": "Int32", "date": None}


def _column(attribute: Attribute) -> pa.Column:
    checks = [_CHECKS[name] for name in attribute.check]
    return pa.Column(_DTYPES[attribute.type], checks, nullable=not attribute.needed)


RECORD = pa.DataFrameSchema(
    {
        "record_id": pa.Column(str, pa.Check.str_matches(r"^r[0-9a-f]{20}$"), unique=True),
        "submission_id": pa.Column(str, _ID),
        "row_number": pa.Column("Int32", pa.Check.ge(1)),
        **{attribute.name: _column(attribute) for attribute in of("record")},
    },
    checks=[
        pa.Check(lambda frame: _inside(frame, "regency_code", "province_code", 2), name="regency lies in its province"),
        pa.Check(lambda frame: _inside(frame, "district_code", "regency_code", 5), name="district lies in its regency"),
        pa.Check(lambda frame: _inside(frame, "village_code", "district_code", 8), name="village lies in its district"),
        pa.Check(lambda frame: _term_in_order(frame), name="a term ends after it began"),
        pa.Check(
            lambda frame: frame.founded_on.isna() == frame.founded_precision.isna(), name="a date has its precision"
        ),
    ],
    name="record",
)

CONTACT = pa.DataFrameSchema(
    {
        "record_id": pa.Column(str, pa.Check.str_matches(r"^r[0-9a-f]{20}$"), unique=True),
        "phone": pa.Column(str, pa.Check.str_matches(r"^\+\d{6,15}(;\+\d{6,15})*$"), nullable=True),
        "email": pa.Column(str, pa.Check.str_matches(r"^[^@\s;]+@[^@\s;]+(;[^@\s;]+@[^@\s;]+)*$"), nullable=True),
    },
    name="contact",
)


def _inside(frame: pd.DataFrame, inner: str, outer: str, width: int) -> "pd.Series[bool]":
    return frame[inner].isna() | (frame[inner].str[:width] == frame[outer])


def _term_in_order(frame: pd.DataFrame) -> "pd.Series[bool]":
    both = frame.term_from.notna() & frame.term_to.notna()
    return ~both | (pd.to_datetime(frame.term_from.where(both)) <= pd.to_datetime(frame.term_to.where(both)))
