"""`kim verify RELEASE`: is a release still as it was published?"""

import sys
from typing import Annotated

import typer

from kim.cli.context import settings_of
from kim.errors import KimError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(verify)


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
