"""Where a cluster is, and who asks: an address from an option or a setting, credentials from the environment only."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from .errors import ClusterAddressMissing, ClusterAddressUnfit

URL_VARIABLE = "RAPPORTEUR_ENGINE_URL"
USER_VARIABLE = "RAPPORTEUR_ENGINE_USER"
PASSWORD_VARIABLE = "RAPPORTEUR_ENGINE_PASSWORD"  # noqa: S105  # nosec B105  # the name of a variable
AUTHORITY_VARIABLE = "RAPPORTEUR_ENGINE_CA"
ALIAS_VARIABLE = "RAPPORTEUR_ENGINE_ALIAS"
DEFAULT_ALIAS = "rapporteur"


@dataclass(frozen=True)
class ClusterAddress:
    """The nodes of a cluster, and the credentials with which they are asked."""

    urls: tuple[str, ...]
    """Of one or more nodes, without a user."""
    user: str = ""
    password: str = field(default="", repr=False)
    authority: str = ""
    """The file of the certificate authority that signed the nodes' certificates; empty for those of the system."""
    alias: str = DEFAULT_ALIAS
    """The name under which the live index is known to other programs, and with which the names of indices begin."""

    def __str__(self) -> str:
        return ", ".join(self.urls)


def cluster_address(urls: str, environment: Mapping[str, str] | None = None) -> ClusterAddress:
    """Return the address of a cluster: one of its nodes, or several with commas between.

    An address in the environment goes before the one given, which may be that of a build made elsewhere. Raise
    ClusterAddressMissing where there is none, and ClusterAddressUnfit for what is none.
    """
    variables = os.environ if environment is None else environment
    nodes = tuple(filter(None, (url.strip().rstrip("/") for url in (variables.get(URL_VARIABLE) or urls).split(","))))
    if not nodes:
        raise ClusterAddressMissing
    for node in nodes:
        parts = urlsplit(node)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ClusterAddressUnfit(_without_user(node), "it needs http:// or https:// and a host")
        if parts.username or parts.password:
            problem = f"user and password belong into {USER_VARIABLE} and {PASSWORD_VARIABLE}"
            raise ClusterAddressUnfit(_without_user(node), problem)
        if parts.path or parts.query or parts.fragment:
            raise ClusterAddressUnfit(node, "nothing may follow the port")
    return ClusterAddress(
        nodes,
        variables.get(USER_VARIABLE, ""),
        variables.get(PASSWORD_VARIABLE, ""),
        variables.get(AUTHORITY_VARIABLE, ""),
        variables.get(ALIAS_VARIABLE) or DEFAULT_ALIAS,
    )


def _without_user(url: str) -> str:
    """Return an address as it may be shown."""
    return url.rpartition("@")[2] if "@" in url else url
