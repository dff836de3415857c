"""`kim review` and `kim decide` as a person calls them."""

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from kim.cli.app import app

HEADER = "Nama KIM,Desa/Kelurahan,Kecamatan,Kabupaten/Kota,Provinsi\n"
PLACE = "Tulungrejo,Bumiaji,Kota Batu,Jawa Timur\n"


def call(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["--home", str(home), *words])


def test_a_pair_is_shown_ruled_and_gone(tmp_path: Path) -> None:
    inbox = tmp_path / "raw" / "inbox"
    inbox.mkdir(parents=True)
    (inbox / "a.csv").write_text(f"{HEADER}KIM Rancah Mampulung,{PLACE}", encoding="utf-8")
    (inbox / "b.csv").write_text(f"{HEADER}KIM Racah Mampulang,{PLACE}", encoding="utf-8")
    assert call(tmp_path, "run", "--direct", "--quiet").exit_code == 0
    (pair,) = json.loads(call(tmp_path, "review", "--json").stdout)["pairs"]
    shown = call(tmp_path, "review").stdout
    assert pair["pair_id"] in shown
    assert "KIM Rancah Mampulung" in shown
    ruled = call(tmp_path, "decide", pair["pair_id"], "same", "--by", "Penguji", "--why", "satu kelompok")
    assert ruled.exit_code == 0, ruled.stdout
    assert json.loads(call(tmp_path, "review", "--json").stdout)["pairs"] == []
    counted = call(tmp_path, "query", "select count(*) as n from registry.kim", "--format", "csv").stdout
    assert counted.split() == ["n", "1"]
