"""Where a cluster is, and who asks: an address from an option or a setting, credentials from the environment only."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from .errors import ClusterAddressMissing, ClusterAddressUnfit, ClusterNameUnfit, ClusterSignInHalf

URL_VARIABLE = "RAPPORTEUR_ENGINE_URL"
USER_VARIABLE = "RAPPORTEUR_ENGINE_USER"
PASSWORD_VARIABLE = "RAPPORTEUR_ENGINE_PASSWORD"  # noqa: S105  # nosec B105  # the name of a variable
AUTHORITY_VARIABLE = "RAPPORTEUR_ENGINE_CA"
ALIAS_VARIABLE = "RAPPORTEUR_ENGINE_ALIAS"
DEFAULT_ALIAS = "rapporteur"
_ALIAS = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
"""What names of indices begin with: of all that a cluster allows, only what means nothing else in an address."""
_HOST = re.compile(r"[\w.:%-]+")


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
    """Return the address of a cluster: one node, or several with commas between; without any, that of a setting.

    Raise ClusterAddressMissing where there is none, ClusterAddressUnfit for what is none, ClusterNameUnfit for a name
    that no index can have, and ClusterSignInHalf for a user without a password.
    """
    variables = os.environ if environment is None else environment
    given = urls or variables.get(URL_VARIABLE, "")
    nodes = tuple(filter(None, (url.strip().rstrip("/") for url in given.split(","))))
    if not nodes:
        raise ClusterAddressMissing
    for node in nodes:
        if problem := _problem_of(node):
            raise ClusterAddressUnfit(_without_user(node), problem)
    alias = variables.get(ALIAS_VARIABLE) or DEFAULT_ALIAS
    if not _ALIAS.fullmatch(alias):
        raise ClusterNameUnfit(ALIAS_VARIABLE, alias)
    user, password = variables.get(USER_VARIABLE, ""), variables.get(PASSWORD_VARIABLE, "")
    if bool(user) != bool(password):
        raise ClusterSignInHalf(*((USER_VARIABLE, PASSWORD_VARIABLE) if user else (PASSWORD_VARIABLE, USER_VARIABLE)))
    return ClusterAddress(nodes, user, password, variables.get(AUTHORITY_VARIABLE, ""), alias)


def address_of_build(urls: str) -> str:
    """Return where the cluster of a build is now: as a setting says, else where it was when the build was written."""
    return os.environ.get(URL_VARIABLE) or urls


def _problem_of(url: str) -> str:
    """Return why this is no address of a node; empty where it is one."""
    try:
        parts = urlsplit(url)  # which passes over line ends
        port = parts.port if url.isprintable() else 0
    except ValueError:
        return "host or port cannot be read"
    if parts.username or parts.password:
        return f"user and password belong into {USER_VARIABLE} and {PASSWORD_VARIABLE}"
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        return "it needs http:// or https:// and a host"
    if parts.path or parts.query or parts.fragment:
        return "nothing may follow the port"
    return "" if _HOST.fullmatch(parts.hostname) else "its host has letters that no host has"


def _without_user(url: str) -> str:
    """Return an address as it may be shown."""
    return url.rpartition("@")[2] if "@" in url else url
