"""`datapackage.json`: the Frictionless Data Package of a release, its schemas from the warehouse's own metadata."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa

from kim.publishing.metadata import Metadata
from kim.publishing.state import moment
from kim.publishing.tables import Described, catalogue


def package(tables: Mapping[str, pa.Table], about: Metadata, data_time: datetime) -> dict[str, Any]:
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
