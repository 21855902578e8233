"""Who the demo's tenants are and what they own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Location:
    """A place of data in the tenant's data bucket."""

    key: str
    name: str
    prefix: str
    access: str
    classification: str


@dataclass(frozen=True)
class Tenant:
    """A tenant, its data and its process."""

    key: str
    name: str
    account: str
    process: str
    # file of the dataset → key in the data bucket
    data: dict[str, str]

    @property
    def data_bucket(self) -> str:
        return f"{self.key}-data"

    @property
    def workspace_bucket(self) -> str:
        return f"{self.key}-headgate"


LOCATIONS = (
    Location("raw", "Raw files", "raw/", "read", "internal"),
    Location("curated", "Curated results", "curated/", "read-write", "internal"),
)

ACME_AIR = Tenant(
    key="acme-air",
    name="Acme Air",
    account="222222222222",
    process="flight-delays",
    data={"flights.csv": "raw/flights/2013.csv", "weather.csv": "raw/weather/2013.csv"},
)
BOREALIS = Tenant(
    key="borealis",
    name="Borealis",
    account="333333333333",
    process="fleet-age",
    data={"planes.csv": "raw/planes/planes.csv"},
)
TENANTS = (ACME_AIR, BOREALIS)
ROLES = ("tenant-admin", "engineer", "author", "viewer")
