"""What a release says of itself: metadata in the sense of Satu Data Indonesia, and its Frictionless Data Package.

Texts are those of `sdi.toml`, the period comes from round and data, the schemas from the warehouse's own metadata.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from kim.clock import day_in_jakarta
from kim.publishing.state import moment
from kim.publishing.tables import Described, catalogue


@dataclass(frozen=True)
class Metadata:
    """The texts of one release, in both languages."""

    texts: dict[str, str]
    sources: list[dict[str, str]]
    round_id: str
    opens_on: date
    closes_on: date
    data_day: date

    @property
    def title_id(self) -> str:
        """The title, in Indonesian."""
        return self.texts["title_id"]

    @property
    def producer_id(self) -> str:
        """Who makes the data, in Indonesian."""
        return self.texts["producer_id"]

    def lines_id(self) -> list[tuple[str, str]]:
        """Label and text of each line, in Indonesian."""
        period = f"Putaran {self.round_id} ({self.opens_on} s.d. {self.closes_on}); data sampai {self.data_day}"
        return [
            ("Konsep", self.texts["concept_id"]),
            ("Definisi", self.texts["definition_id"]),
            ("Ukuran", self.texts["measure_id"]),
            ("Satuan", self.texts["unit_id"]),
            ("Kode referensi", self.texts["reference_code_id"]),
            ("Periode", period),
            ("Produsen data", self.texts["producer_id"]),
            ("Metode", self.texts["method_id"]),
            ("Lisensi", f"{self.texts['licence_title']} ({self.texts['licence']})"),
            ("Sumber", "; ".join(source["title"] for source in self.sources)),
        ]

    def packaged(self) -> dict[str, object]:
        """The metadata as `datapackage.json` carries them."""
        names = ("concept", "definition", "measure", "unit", "reference_code", "producer", "method")
        return {
            **{name: {lang: self.texts[f"{name}_{lang}"] for lang in ("id", "en")} for name in names},
            "period": {
                "round_id": self.round_id,
                "opens_on": self.opens_on.isoformat(),
                "closes_on": self.closes_on.isoformat(),
                "data_until": self.data_day.isoformat(),
            },
            "licence": self.texts["licence"],
        }


def metadata_of(conn: duckdb.DuckDBPyConnection, round_id: str, data_time: datetime) -> Metadata:
    """The metadata of a release of this round and data."""
    content = _content()
    sources = content.pop("source")
    rows = conn.execute("select opens_on, closes_on from reference.round where round_id = ?", [round_id]).fetchall()
    opens_on, closes_on = rows[0] if rows else (data_time.date(), data_time.date())
    return Metadata(content, sources, round_id, opens_on, closes_on, day_in_jakarta(data_time))


def texts_of_release() -> dict[str, str]:
    """The texts that hold for every release."""
    content = _content()
    del content["source"]
    return content


def _content() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "sdi.toml").read_text(encoding="utf-8"))


def data_package(tables: Mapping[str, pa.Table], about: Metadata, data_time: datetime) -> dict[str, Any]:
    """The package's description; it holds no date but the data's."""
    texts = about.texts
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/data-package.json",
        "name": "kim-register",
        "title": texts["title_en"],
        "title_id": texts["title_id"],
        "description": f"{texts['definition_en']} {texts['measure_en']}",
        "created": moment(data_time),
        "licenses": [{"name": texts["licence"], "title": texts["licence_title"], "path": texts["licence_path"]}],
        "sources": about.sources,
        "contributors": [{"title": texts["producer_en"], "role": "publisher"}],
        "keywords": ["KIM", "Komunitas Informasi Masyarakat", "Indonesia", "Satu Data Indonesia"],
        "sdi": about.packaged(),
        "resources": [_resource(table, tables[table.name]) for table in catalogue()[0]],
    }


def _resource(table: Described, rows: pa.Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "title": table.title_en,
        "title_id": table.title_id,
        "description": table.comment,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "alternative": [f"{table.name}.parquet"],
        "schema": _schema(table, rows),
    }


def _schema(table: Described, rows: pa.Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": column.name,
                "title": catalogue()[1].get(column.name, column.name),
                "type": _kind(column.type),
                "description": table.columns[column.name],
                **({"constraints": {"required": True}} if column.name in table.key else {}),
            }
            for column in rows.schema
        ],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = table.key
    if table.parent:
        parent = {"resource": "province_count", "fields": ["province_code"]}
        schema["foreignKeys"] = [{"fields": [table.parent], "reference": parent}]
    return schema


def _kind(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind):
        return "integer"
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_timestamp(kind):
        return "datetime"
    if pa.types.is_date(kind):
        return "date"
    return "number" if pa.types.is_floating(kind) else "string"
