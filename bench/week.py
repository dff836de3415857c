"""A week of the register in some minutes: what comes late, twice, broken or half, what is killed, and what must hold.

`python -m bench.week` starts Prefect as `make up` does, with a home, a state and a port of its own, moves the days with
`KIM_NOW`, and prints what happened. Exit code 1 when a total does not hold. As root the home lies on a small disk that
can be filled; otherwise that day is left out, and said so.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.week_house import LIMIT_BYTES, House, disk, until, webhook
from bench.week_totals import ids, totals
from kim.clock import JAKARTA
from kim.home import PACKAGE_ROOT

MONDAY = datetime(2026, 3, 2, tzinfo=JAKARTA)
NIGHTLY = "reregistration/nightly"
SAMPLES = PACKAGE_ROOT / "raw" / "samples"
OFFICE = "35 Jawa Timur/35.15 Sidoarjo/kim.csv"
FORM = (
    "nama_kim,provinsi,kabupaten_kota,kecamatan,desa_kelurahan,status\n"
    "KIM Contoh Satu,Jawa Timur,Kabupaten Sidoarjo,Tarik,Tarik,aktif\n"
    "KIM Contoh Dua,Jawa Timur,Kabupaten Sidoarjo,Tarik,Kalimati,{status}\n"
)


class Week:
    """The week as it goes on; each event is a line of the table."""

    def __init__(self, house: House, *, small_disk: bool) -> None:
        self.house, self.small_disk = house, small_disk
        offices = sorted(path for path in SAMPLES.rglob("*") if path.is_file() and path.parent != SAMPLES)
        self.round = [(path.relative_to(SAMPLES).as_posix(), path.read_bytes()) for path in offices]
        self.first_day: set[str] = set()
        print("| day | Jakarta | what happens | run | state | receipts | waiting | communities |")
        print("| --- | --- | --- | --- | --- | ---: | ---: | ---: |", flush=True)

    def play(self) -> None:
        """All seven days."""
        for number, day in enumerate((self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)):
            for hour, what, run in day(MONDAY + timedelta(days=number)):
                self._line(hour, what, run)

    def mon(self, day: datetime) -> Iterator["Event"]:
        """On time."""
        self._at(day, 9)
        part = [*self.round[::3], (OFFICE, FORM.format(status="aktif").encode())]
        yield self._arrive(f"{len(part)} files on time", part)
        yield self._night("publishes what the day brought")
        self.first_day = ids(self.house.root)

    def tue(self, day: datetime) -> Iterator["Event"]:
        """Late, and twice."""
        self._at(day, 10)
        part = self.round[1::3]
        yield self._arrive(f"{len(part) - 2} files on time", part[:-2])
        yield self._night("the same")
        self._at(self.house.now, 2, 10)
        yield self._arrive("2 files late, after the nightly run", part[-2:])
        self._at(self.house.now, 9)
        again = self.round[::3][:2]
        copy = (f"{Path(again[0][0]).parent.as_posix()}/salinan {Path(again[0][0]).name}", again[0][1])
        yield self._arrive("3 files again, byte for byte, one under another name", [*again, copy])

    def wed(self, day: datetime) -> Iterator["Event"]:
        """Broken, corrected, half copied."""
        self._at(day, 11)
        whole = next(content for name, content in self.round if name.endswith(".xlsx"))
        locked = (PACKAGE_ROOT / "tests" / "kim" / "reading" / "data" / "encrypted.xlsx").read_bytes()
        broken = [
            ("51 Bali/rusak.xlsx", whole[: len(whole) // 2]),
            ("51 Bali/terkunci.xlsx", locked),
            ("51 Bali/kosong.csv", b""),
            ("51 Bali/besar.csv", b"nama_kim,provinsi\n" + b"KIM Contoh,Bali\n" * (LIMIT_BYTES // 16)),
        ]
        yield self._arrive("4 broken files: damaged, locked, empty, too big", broken)
        self._at(day, 12)
        yield self._arrive("an office corrects its file", [(OFFICE, FORM.format(status="vakum").encode())])
        self._at(day, 13)
        yield self._growing()
        unfinished = self.house.home.inbox / "52 Nusa Tenggara Barat" / "kim.csv.part"
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(FORM[:80].encode())
        yield self._night("leaves an unfinished file alone")
        unfinished.unlink()

    def thu(self, day: datetime) -> Iterator["Event"]:
        """The worker is killed in mid-run."""
        self._at(day, 10)
        part = self.round[2::3]
        known = len(self.house.receipts())
        for name, content in part[:-4]:
            self.house.send(name, content)
        until(lambda: len(self.house.receipts()) > known, "the first receipt of the day")
        self.house.kill_worker()
        killed = self.house.runs()[0]
        yield self.house.now, f"{len(part) - 4} files; the worker and its run are killed at the first receipt", killed
        self.house.up()
        yield self._night("takes up what the killed run left")
        ended = self.house.end_of(killed["id"])
        yield self.house.now, "the silent run is marked, two minutes after its last beat", ended

    def fri(self, day: datetime) -> Iterator["Event"]:
        """The disk is full."""
        self._at(day, 10)
        part = self.round[2::3][-4:-2]
        if not self.small_disk:
            yield self._arrive("the full disk is left out: only root can mount a small one", part)
            return
        before = len(self.house.runs())
        for name, content in part:
            self.house.send(name, content)
        ballast = self.house.fill_disk()
        yield self.house.now, "2 files, and the disk is full", self.house.arrival(before)
        ballast.unlink()
        yield self._night("there is room again")

    def sat(self, day: datetime) -> Iterator["Event"]:
        """All is down for a while."""
        self._at(day, 10)
        before = len(self.house.runs())
        self.house.down()
        for name, content in self.round[2::3][-2:]:
            self.house.send(name, content)
        self.house.up()
        yield self.house.now, "server, worker and watcher restart; 2 files came meanwhile", self.house.arrival(before)
        yield self._night("the same")

    def sun(self, day: datetime) -> Iterator["Event"]:
        """A province falls, the publication is blocked, and someone answers for it."""
        self._at(day, 11)
        largest = "select submission_id from intake.submission where status != 'withdrawn' order by accepted_count desc"
        withdrawn = self.house.kim("query", f"{largest} limit 1", "--format", "csv").split()[-1]
        self.house.kim("withdraw", withdrawn, "--by", "Operator", "--why", "the wrong file")
        yield self.house.now, "the largest file is withdrawn", None
        self._at(day + timedelta(days=1), 7)
        yield self.house.now, "weekly publication", self.house.run("publication/weekly-publication")
        self.house.kim("publish", "--sign", "Operator", "--why", "the file was the wrong one")
        yield self.house.now, "signed by hand", None
        yield self.house.now, "weekly publication, again", self.house.run("publication/weekly-publication")
        self.house.kim("withdraw", withdrawn, "--by", "Operator", "--why", "it was right after all", "--undo")
        yield self.house.now, "the withdrawal is undone", None

    def _growing(self) -> "Event":
        name, content = "53 Nusa Tenggara Timur/tumbuh.csv", FORM.format(status="aktif").replace("Contoh", "Tumbuh")
        path = self.house.home.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = len(self.house.runs())
        with path.open("wb") as growing:
            for at in range(0, len(content), 60):
                growing.write(content[at : at + 60].encode())
                growing.flush()
                time.sleep(1)
        self.house.sent[-1].append((name, content.encode()))
        return self.house.now, "a file that grows for some seconds", self.house.arrival(before)

    def _arrive(self, what: str, files: list[tuple[str, bytes]]) -> "Event":
        before = len(self.house.runs())
        for name, content in files:
            self.house.send(name, content)
        return self.house.now, what, self.house.arrival(before)

    def _night(self, what: str) -> "Event":
        self._at(self.house.now + timedelta(days=1), 1, 30)
        return self.house.now, f"nightly: {what}", self.house.run(NIGHTLY)

    def _at(self, day: datetime, hour: int, minute: int = 0) -> None:
        self.house.at(day.replace(hour=hour, minute=minute))

    def _message(self, run: dict[str, Any]) -> str:
        told = str(run["state"]["message"]).replace(str(self.house.root), "$KIM_HOME")
        return told.removeprefix("Flow run encountered an exception: ").partition("\n")[0][:200]

    def _line(self, now: datetime, what: str, run: dict[str, Any] | None) -> None:
        ran = (self.house.deployments[run["deployment_id"]], run["state_name"]) if run else ("kim by hand", "")
        counts = len(self.house.receipts()), self.house.left(), len(ids(self.house.root))
        print(
            f"| {now:%a} | {now:%H:%M} | {what} | {' | '.join(ran)} | {counts[0]} | {counts[1]} | {counts[2]} |",
            flush=True,
        )
        if run and run["state_name"] in {"Failed", "Crashed"}:
            print(f"|  |  | ↳ {self._message(run)} |  |  |  |  |  |", flush=True)


Event = tuple[datetime, str, dict[str, Any] | None]


def main() -> int:
    """Play the week, print the totals; 1 where one does not hold."""
    with tempfile.TemporaryDirectory(prefix="kim-week-") as place, disk(Path(place) / "home") as small_disk:
        with webhook() as (address, alerts):
            house = House(Path(place) / "home", Path(place) / "prefect", address, MONDAY)
            house.home.inbox.mkdir(parents=True)
            house.up()
            try:
                week = Week(house, small_disk=small_disk)
                week.play()
                held = totals(house, week.first_day, Path(place) / "clean")
            finally:
                house.down()
        print("\n| alert | times |\n| --- | ---: |")
        for subject, times in Counter(alerts).items():
            print(f"| {subject} | {times} |")
        print("\n| control total | expected | found | holds |\n| --- | ---: | ---: | --- |")
        for name, expected, found in held:
            print(f"| {name} | {expected} | {found} | {'yes' if expected == found else 'NO'} |")
    return 0 if all(expected == found for _, expected, found in held) else 1


if __name__ == "__main__":
    sys.exit(main())
