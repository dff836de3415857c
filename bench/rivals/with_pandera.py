"""`pandas.read_excel` (or `read_csv`) and a pandera schema, validated lazily: `… FILE ENGINE`."""

import sys
from collections.abc import Callable
from typing import Literal, cast

import pandas as pd
import pandera.pandas as pa

from bench.rivals import rules

KNOWN = rules.lists()
TODAY = pd.Timestamp.today()
Engine = Literal["csv", "openpyxl", "calamine"]
Rule = Callable[[pd.DataFrame], "pd.Series[bool]"]


def day(text: "pd.Series[str]") -> "pd.Series[pd.Timestamp]":
    """Days, where a text is one."""
    return pd.to_datetime(text, format=rules.DATE_FORMAT, errors="coerce")


def code_agrees(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Whether the region code lies in the regency."""
    code, regency = frame["kode_wilayah"], frame["kabupaten_kota"]
    return code.isna() | code.map(KNOWN.codes).eq(regency)


def regency_in_province(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Whether the two names agree."""
    return (frame["provinsi"] + "|" + frame["kabupaten_kota"]).isin(KNOWN.regency_in_province)


def district_in_regency(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Whether the two names agree."""
    names = frame["kabupaten_kota"] + "|" + frame["kecamatan"]
    return frame["kecamatan"].isna() | names.isin(KNOWN.district_in_regency)


def village_in_district(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Whether the names agree; without a district, whether there is one such village."""
    regency, district, village = frame["kabupaten_kota"], frame["kecamatan"], frame["desa_kelurahan"]
    inside = (regency + "|" + district + "|" + village).isin(KNOWN.village_in_district)
    once = (regency + "|" + village).isin(KNOWN.village_once_in_regency)
    return village.isna() | inside.where(district.notna(), once)


def decree_year(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Whether the decree's number and date have the same year."""
    years = frame["nomor_sk"].str.extract(rules.DECREE_YEAR, expand=False).astype("float")
    return years.isna() | frame["tanggal_sk"].isna() | (years == day(frame["tanggal_sk"]).dt.year)


def term(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Whether a term ends after it begins, and not before today."""
    years = frame["masa_bakti"].str.extract(r"^([0-9]{4})-([0-9]{4})$").astype("float")
    return years[0].isna() | (years[0].lt(years[1]) & years[1].ge(TODAY.year))


def not_repeated(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Whether name and place are met for the first time."""
    place = ["nama_kim", "provinsi", "kabupaten_kota", "kecamatan", "desa_kelurahan"]
    return ~frame.duplicated(place) | frame["nama_kim"].isna()


def schema(columns: list[str]) -> pa.DataFrameSchema:
    """The whole of it."""
    checks: dict[str, list[pa.Check]] = {name: [] for name in columns}
    for name, pattern in rules.PATTERNS.items():
        checks[name].append(pa.Check.str_matches(f"^(?:{pattern})$"))
    for name in rules.DATES:
        checks[name].append(pa.Check(lambda text: day(text).le(TODAY)))
    for name in columns:
        checks[name].append(pa.Check(lambda text: ~text.str.contains(rules.NIK)))
    checks["nama_kim"].append(pa.Check(lambda text: ~text.str.contains(rules.FEDERATION)))
    checks["provinsi"].append(pa.Check.isin(KNOWN.provinces))
    checks["kabupaten_kota"].append(pa.Check.isin(KNOWN.regencies))
    checks["kode_wilayah"].append(pa.Check.isin(list(KNOWN.codes)))
    checks["jenis_komunitas"].append(pa.Check.isin(KNOWN.types))
    checks["status"].append(pa.Check.isin(KNOWN.statuses))
    checks["nomor_hp"].append(pa.Check(rules.valid_phone, element_wise=True))
    whole: list[Rule] = [
        code_agrees,
        regency_in_province,
        district_in_regency,
        village_in_district,
        decree_year,
        term,
        not_repeated,
    ]
    return pa.DataFrameSchema(
        {name: pa.Column(checks=checks[name], nullable=name not in rules.REQUIRED) for name in columns},
        checks=[pa.Check(rule) for rule in whole],
    )


def main(path: str, engine: Engine) -> None:
    """Validate, and print how many rows are at fault."""
    frame = pd.read_csv(path, dtype=str) if engine == "csv" else pd.read_excel(path, dtype=str, engine=engine)
    try:
        schema(list(frame.columns)).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        print(errors.failure_cases["index"].nunique())
    else:
        print(0)


if __name__ == "__main__":
    main(sys.argv[1], cast("Engine", sys.argv[2]))
