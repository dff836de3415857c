"""Files come from elsewhere once, whole, resumed after a break; the stores are real servers on loopback."""

import functools
import getpass
import http.server
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kim.errors import KimError, UsageError
from kim.fetching import sources
from kim.fetching.fetch import PARTIAL, Fetching, fetch_files
from kim.progress import Silent
from kim.running.pipeline import DIRECT, run
from kim.running.request import RunRequest
from kim.settings import Settings
from tests.kim.running.offices import MERAUKE, SIDOARJO, fill

SSHD = Path("/usr/sbin/sshd")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("KIM_NOW", "2026-03-01T02:00:00+00:00")
    return Settings(home=tmp_path / "home")


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    folder = tmp_path / "remote"
    fill(folder)
    (folder / ".hidden.csv").write_text(SIDOARJO, "utf-8")
    (folder / "35.15 Sidoarjo" / "kim.csv.part").write_text(SIDOARJO, "utf-8")
    return folder


def fetch(settings: Settings) -> Fetching:
    return fetch_files(settings, Silent())


def arrived(settings: Settings) -> list[str]:
    inbox = settings.place.inbox
    return sorted(path.relative_to(inbox).as_posix() for path in inbox.rglob("*") if path.is_file())


WHOLE = [
    "35 Jawa Timur/rekap.csv",
    "35.15 Sidoarjo/kim.csv",
    "93 Papua Selatan/kim.csv",
    "93 Papua Selatan/salinan.csv",
]


def fetched_once(settings: Settings, changed: Path) -> None:
    """Everything comes, then nothing, then only what is new."""
    assert sorted(fetch(settings).fetched) == WHOLE == arrived(settings)
    assert settings.place.inbox.joinpath(WHOLE[1]).read_text("utf-8") == SIDOARJO
    shutil.rmtree(settings.place.inbox)
    again = fetch(settings)
    assert (again.fetched, again.known) == ([], 4)
    changed.write_text(MERAUKE.replace("Lima", "Tujuh Puluh"), "utf-8")
    os.utime(changed, (time.time() + 5, time.time() + 5))
    assert len(fetch(settings).fetched) == 1


def test_a_mounted_folder(home: Settings, remote: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIM_SOURCES", f"# the share\nfile://{remote}/")
    fetched_once(home, remote / "93 Papua Selatan" / "kim.csv")


def test_https_listing_and_single_file(home: Settings, remote: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(remote))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_address[1]}"
        monkeypatch.setenv("KIM_SOURCES", f"{base}/")
        fetched_once(home, remote / "93 Papua Selatan" / "kim.csv")
        shutil.rmtree(home.place.inbox)
        monkeypatch.setenv("KIM_SOURCES", f"{base}/93%20Papua%20Selatan/salinan.csv")
        (home.place.warehouse / ".fetched.jsonl").unlink()
        assert fetch(home).fetched == ["salinan.csv"]
        server.shutdown()


def test_s3(home: Settings, remote: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        import s3fs

        store: Any = s3fs.S3FileSystem(skip_instance_cache=True)
        store.mkdir("kim")
        store.put(str(remote), "kim/round", recursive=True)
        monkeypatch.setenv("KIM_SOURCES", "s3://kim/round/")
        assert sorted(fetch(home).fetched) == WHOLE
        assert home.place.inbox.joinpath(WHOLE[1]).read_text("utf-8") == SIDOARJO
        shutil.rmtree(home.place.inbox)
        assert fetch(home).known == 4
        store.pipe("kim/round/93 Papua Selatan/kim.csv", b"nama_kim,provinsi\nKIM Baru,Papua\n")
        assert fetch(home).fetched == ["93 Papua Selatan/kim.csv"]
    finally:
        server.stop()


@pytest.fixture
def sshd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    keygen = shutil.which("ssh-keygen")
    if not SSHD.exists() or not keygen:
        pytest.skip("needs an SSH server (Debian: openssh-server)")
    for name in ("host", "user"):
        subprocess.run([keygen, "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)], check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    public = (tmp_path / "user.pub").read_text("utf-8")
    (tmp_path / "authorized").write_text(public, "utf-8")
    lines = [
        f"Port {port}",
        "ListenAddress 127.0.0.1",
        f"HostKey {tmp_path / 'host'}",
        f"AuthorizedKeysFile {tmp_path / 'authorized'}",
        "StrictModes no",
        "PasswordAuthentication no",
        "PidFile none",
        "Subsystem sftp internal-sftp",
    ]
    (tmp_path / "sshd_config").write_text("\n".join(lines) + "\n", "utf-8")
    Path("/run/sshd").mkdir(exist_ok=True)
    process = subprocess.Popen(
        [str(SSHD), "-D", "-e", "-f", str(tmp_path / "sshd_config")],
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    host_key = (tmp_path / "host.pub").read_text("utf-8").split()[:2]
    (tmp_path / "known_hosts").write_text(f"[127.0.0.1]:{port} {' '.join(host_key)}\n", "utf-8")
    monkeypatch.setenv("KIM_SFTP_KNOWN_HOSTS", str(tmp_path / "known_hosts"))
    monkeypatch.setitem(__import__("fsspec").config.conf, "sftp", {"key_filename": str(tmp_path / "user")})
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield port
    process.terminate()
    process.wait()


def test_sftp(home: Settings, remote: Path, sshd: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIM_SOURCES", f"sftp://{getpass.getuser()}@127.0.0.1:{sshd}{remote}/")
    fetched_once(home, remote / "93 Papua Selatan" / "kim.csv")


def test_sftp_to_a_server_that_is_not_known(
    home: Settings, remote: Path, sshd: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nobody").write_text("", "utf-8")
    monkeypatch.setenv("KIM_SFTP_KNOWN_HOSTS", str(tmp_path / "nobody"))
    monkeypatch.setenv("KIM_SOURCES", f"sftp://kim:hush@127.0.0.1:{sshd}{remote}/")
    with pytest.raises(KimError, match=r"cannot fetch from sftp://127\.0\.0\.1") as told:
        fetch(home)
    assert "hush" not in str(told.value)


def test_a_break_is_resumed_where_it_was(home: Settings, remote: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    big = remote / "35 Jawa Timur" / "rekap.csv"
    big.write_bytes(os.urandom(3_000_000))
    monkeypatch.setenv("KIM_SOURCES", f"file://{big}")
    whole = sources.Store.pieces
    starts: list[int] = []

    def breaking(store: sources.Store, file: sources.Found, start: int, size: int) -> Iterator[bytes]:
        starts.append(start)
        for number, piece in enumerate(whole(store, file, start, size)):
            if start == 0 and number == 2:
                raise KimError("cannot fetch") from ConnectionResetError()
            yield piece

    monkeypatch.setattr(sources.Store, "pieces", breaking)
    with pytest.raises(KimError):
        fetch(home)
    left = list(home.place.inbox.iterdir())
    assert [path.name.startswith(PARTIAL) for path in left] == [True]
    assert fetch(home).fetched == ["rekap.csv"]
    assert starts == [0, 2 * 1024 * 1024]
    assert (home.place.inbox / "rekap.csv").read_bytes() == big.read_bytes()
    assert arrived(home) == ["rekap.csv"]


def test_one_source_down_holds_up_no_other_and_the_run_goes_on(
    home: Settings, remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.place.root.mkdir()
    (home.place.root / "sources.txt").write_text(f"https://127.0.0.1:9/none.csv\nfile://{remote}/\n", "utf-8")
    outcome = run(home, RunRequest(), DIRECT)
    assert outcome.figures["registered"] == 4
    assert "cannot fetch from https://127.0.0.1:9/none.csv" in outcome.warnings[0]
    monkeypatch.setenv("KIM_SOURCES", f"file://{remote}/")
    assert fetch(home).known == 4


def test_a_file_of_the_same_name_waits_beside_the_first(
    home: Settings, remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "KIM_SOURCES", f"file://{remote}/93 Papua Selatan/kim.csv\nfile://{remote}/35.15 Sidoarjo/kim.csv"
    )
    fetch(home)
    assert arrived(home) == ["kim (2).csv", "kim.csv"]


def test_too_big_is_left_at_its_source(home: Settings, remote: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIM_LIMIT_FILE_BYTES", "50")
    monkeypatch.setenv("KIM_SOURCES", f"file://{remote}/35.15 Sidoarjo/")
    assert fetch(home).too_big == ["kim.csv"]
    assert arrived(home) == []


def test_a_wrong_address_is_wrong_usage(home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIM_SOURCES", "ftp://me:hush@example.org/x")
    with pytest.raises(UsageError, match="is no source") as told:
        run(home, RunRequest(), DIRECT)
    assert "hush" not in str(told.value)
