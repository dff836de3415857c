"""SFTP to servers whose key is known, and to no other: who answers in a server's place would get the password."""

import os

import fsspec
import paramiko
from fsspec.implementations.sftp import SFTPFileSystem


class KnownHostsFileSystem(SFTPFileSystem):  # type: ignore[misc]
    """fsspec's SFTP, with the known hosts of `KIM_SFTP_KNOWN_HOSTS`, else of the user."""

    cachable = False

    def _connect(self) -> None:
        named = os.environ.get("KIM_SFTP_KNOWN_HOSTS")
        self.client = paramiko.SSHClient()
        self.client.set_missing_host_key_policy(paramiko.RejectPolicy())
        self.client.load_host_keys(named) if named else self.client.load_system_host_keys()
        self.client.connect(self.host, **{"timeout": 30, **self.ssh_kwargs})
        self.ftp = self.client.open_sftp()


def register() -> None:
    """Have fsspec use it for `sftp://`."""
    fsspec.register_implementation("sftp", KnownHostsFileSystem, clobber=True)
