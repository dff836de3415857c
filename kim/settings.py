"""Settings of one installation: `KIM_…` in the environment, else these defaults."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from kim.home import PACKAGE_ROOT, Home


class Limits(BaseSettings):
    """What a file may be at most; over it, it is refused before it is parsed (`KIM_LIMIT_…`)."""

    model_config = SettingsConfigDict(env_prefix="KIM_LIMIT_", frozen=True)

    file_bytes: int = Field(100_000_000, description="bytes of a file as received")
    unzipped_bytes: int = Field(1_000_000_000, description="bytes of all members of a ZIP, XLSX or ODS together")
    ratio: int = Field(200, description="unzipped bytes for each zipped one")
    members: int = Field(2_000, description="members of a ZIP")
    nesting: int = Field(1, description="ZIPs inside a ZIP")
    sheets: int = Field(200, description="sheets of a workbook")
    rows: int = Field(200_000, description="rows of a sheet")
    columns: int = Field(500, description="columns of a sheet")
    cells: int = Field(10_000_000, description="cells of a sheet, styled empty ones included")
    memory_bytes: int = Field(6_000_000_000, description="bytes of memory that reading a file may take")
    cpu_seconds: int = Field(180, description="seconds of processor time that reading a file may take")
    wall_seconds: int = Field(300, description="seconds that reading a file may take")


class Settings(BaseSettings):
    """Where the home is, and how a run behaves."""

    model_config = SettingsConfigDict(env_prefix="KIM_")

    home: Path = Field(PACKAGE_ROOT, description="the folder that holds this installation's state")
    lock_wait_seconds: float = Field(10.0, description="how long a second writer waits")
    workers: int = Field(0, ge=0, description="processes that read and clean; 0 for one a core", le=256)
    dask_address: str | None = Field(
        None, description="scheduler of a Dask cluster (tcp://host:8786) that reads and cleans in scheduled runs"
    )
    share: str | None = Field(
        None, description="a place that this machine and the cluster's workers reach (folder, s3://bucket/prefix)"
    )
    matching_engine: Literal["duckdb", "spark"] = Field("duckdb", description="where pairs of records are compared")
    spark_master: str = Field("local[*]", description="the Spark cluster (spark://host:7077, yarn), or this machine")
    batch_rows: int = Field(50_000, description="rows that are read, cleaned and loaded together")
    review_threshold: float = Field(0.5, description="pairs below this probability are not kept")
    match_threshold: float = Field(0.95, description="pairs from this probability on are one community")
    folders_are_accounts: bool = Field(
        False, description="whether only its own office can put a file into a folder of the inbox"
    )
    retention_days: int = Field(3650, description="days that contacts are kept after the last receipt")

    @property
    def place(self) -> Home:
        """The home's folders."""
        return Home(self.home.resolve())
