"""`kim publish`: a release of the finished warehouse, or the latest one; and `kim verify`: is it as published?"""

import json
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from kim.cli.context import settings_of
from kim.errors import KimError


def publish(
    context: typer.Context,
    round_id: Annotated[
        str | None,
        typer.Option("--round", help="its baseline, tolerance and completeness apply; default: the one open today"),
    ] = None,
    final: Annotated[
        bool, typer.Option("--final", help="the round's last word: blocked while offices are missing")
    ] = False,
    sign: Annotated[
        str | None, typer.Option("--sign", metavar="NAME", help="answer for it although a gate blocks")
    ] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="the reason, shown in the report")] = None,
    pictures: Annotated[
        Literal["png"] | None,
        typer.Option("--format", help="also write the map and the waterfall as PNG and SVG, for a press release"),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="folder of the pictures; default: press-NNNN here")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the outcome as JSON")] = False,
) -> None:
    """Publish a release: figures, reconciliation, bridge, public register and report, each file with its hash."""
    from kim.clock import system_clock
    from kim.publishing.publish import publish as publish_release
    from kim.publishing.request import PublishRequest
    from kim.register.lock import writer_lock
    from kim.running.rounds import round_for

    settings = settings_of(context)
    home = settings.place
    chosen = round_for(round_id, system_clock())
    with writer_lock(home, settings.lock_wait_seconds):
        done = publish_release(settings, system_clock, PublishRequest(chosen, None, final, sign, why))
    drawn: list[Path] = []
    if pictures:
        from kim.publishing.report.pictures import draw

        drawn = draw(done.folder, out or Path(f"press-{done.release}"))
    if as_json:
        document = {
            "release": done.release,
            "created": done.created,
            "report": str(done.report),
            "warnings": list(done.warnings),
            "pictures": [str(path) for path in drawn],
        }
        sys.stdout.write(json.dumps(document) + "\n")
        return
    news = "published" if done.created else "nothing is new since"
    sys.stdout.write(f"{news} release {done.release}: {done.report}\n")
    sys.stdout.writelines(f"warning: {line}\n" for line in done.warnings)
    sys.stdout.writelines(f"picture: {path}\n" for path in drawn)


def verify(
    context: typer.Context,
    release: Annotated[str, typer.Argument(help="its number, such as 0003, or `latest`")] = "latest",
) -> None:
    """Check the hash of every file of a release against its manifest, and the manifest of the release before."""
    from kim.publishing.manifest import faults
    from kim.publishing.release_store import ReleaseStore

    store = ReleaseStore(settings_of(context).place.releases)
    number = (store.latest() or release) if release == "latest" else release.strip().zfill(4)
    found = faults(store, number)
    if found:
        raise KimError(
            f"release {number} is not as it was published:\n"
            + "\n".join(f"  {line}" for line in found)
            + "\n  Restore the folder from a backup, or publish anew with `kim publish` from an unchanged register."
        )
    manifest = store.manifest(number)
    sys.stdout.write(f"release {number}: {len(manifest['files'])} files as published on {manifest['published_at']}\n")
