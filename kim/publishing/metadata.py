"""Metadata in the sense of Satu Data Indonesia: texts from `sdi.toml`, the period from the round and the data."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from kim.clock import day_in_jakarta


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


def metadata(conn: duckdb.DuckDBPyConnection, round_id: str, data_time: datetime) -> Metadata:
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
