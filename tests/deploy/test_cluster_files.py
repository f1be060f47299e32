"""The files of `deploy` for a cluster are sound: what is started, with which rights, and who is trusted."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from indexer.engine.names import CLUSTER_ENGINE
from tests.cluster.nodes import SOURCES

from .test_files import DEPLOY, instructions

SEARCH = DEPLOY / "search"
NODES = ("search1", "search2", "search3")
SECURITY = "/usr/share/opensearch/config/opensearch-security"


def read(path: Path) -> Any:
    """Return what is in a YAML file."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The compose file of a cluster."""
    found: dict[str, Any] = read(DEPLOY / "cluster.compose.yaml")
    return found


def settings(compose: dict[str, Any], service: str) -> dict[str, str]:
    """Return the environment of a service."""
    found: dict[str, str] = compose["services"][service]["environment"]
    return found


def test_three_nodes_form_one_cluster(compose: dict[str, Any]) -> None:
    """Each node has its own name and data, and knows all of them; a majority of three survives the loss of one."""
    for node in NODES:
        found = settings(compose, node)
        assert found["node.name"] == node
        assert found["discovery.seed_hosts"].split(",") == list(NODES)
        assert found["cluster.initial_cluster_manager_nodes"].split(",") == list(NODES)
        assert f"{node}:/usr/share/opensearch/data" in compose["services"][node]["volumes"]
        assert compose["services"][node]["ulimits"]["memlock"] == {"soft": -1, "hard": -1}
    assert {*NODES, "database"} <= set(compose["volumes"])


def test_the_nodes_are_those_that_are_tested(compose: dict[str, Any]) -> None:
    """The image has the version of OpenSearch that the tests run; PostgreSQL is 15 or newer, and all are pinned."""
    (tested,) = re.findall(r"<opensearch.version>(.+)</", (SOURCES / "pom.xml").read_text(encoding="utf-8"))
    images = {name: service["image"] for name, service in compose["services"].items()}
    assert {images[node] for node in NODES} == {f"docker.io/opensearchproject/opensearch:{tested}"}
    (major,) = re.findall(r"postgres:(\d+)\.\d+-", images["database"])
    assert int(major) >= 15
    assert not [image for image in images.values() if not re.search(r":\d+\.\d+(\.\d+)?(-\w+)?$", image)]


def test_containers_of_a_cluster_have_no_rights(compose: dict[str, Any]) -> None:
    """No container has a capability, and only the site is reached from without, through a web server on the host."""
    for name, service in compose["services"].items():
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert name in NODES or service["read_only"] is True, name  # OpenSearch writes its keystore beside its settings
        assert (name == "serve") == ("ports" in service), name
        assert (name == "serve") == ("front" in service["networks"]), name
    assert compose["networks"]["inside"] == {"internal": True}
    assert all(port.startswith("127.0.0.1:") for port in compose["services"]["serve"]["ports"])
    assert "index:/index:ro" in compose["services"]["serve"]["volumes"]


def test_passwords_come_from_the_environment(compose: dict[str, Any]) -> None:
    """No file holds a password: each is a variable without which nothing is started."""
    for name in compose["services"]:
        for key, value in settings(compose, name).items():
            if "PASSWORD" in key:
                assert re.fullmatch(r"\$\{\w+_PASSWORD:\?[\w .]+\}", value), (name, key)
    users = read(SEARCH / "internal_users.yml")
    assert {name for name in users if name != "_meta"} == {"rapporteur"}
    (variable,) = re.fullmatch(r"\$\{envbc\.(\w+)\}", users["rapporteur"]["hash"]).groups()  # type: ignore[union-attr]
    assert all(variable in settings(compose, node) for node in NODES)
    assert settings(compose, "serve")["RAPPORTEUR_ENGINE_USER"] in users


def test_nodes_use_our_certificates_and_rights(compose: dict[str, Any]) -> None:
    """The demonstration's certificates and users are not installed; files of ours stand in the place of its own."""
    for node in NODES:
        found = settings(compose, node)
        assert found["DISABLE_INSTALL_DEMO_CONFIG"] == "true"
        assert found["plugins.security.ssl.http.enabled"] == "true"
        mounted = [volume for volume in compose["services"][node]["volumes"] if SECURITY in volume]
        for volume in mounted:
            source, target, mode = volume.split(":")
            assert (DEPLOY / source).is_file()
            assert target == f"{SECURITY}/{Path(source).name}"
            assert mode == "ro"
        assert len(mounted) == 3
    addresses = settings(compose, "serve")["RAPPORTEUR_ENGINE_URL"].split(",")
    assert addresses == [f"https://{node}:9200" for node in NODES]


def test_rights_are_those_of_its_own_indices() -> None:
    """Rapporteur may touch no index but its own and see the names of others; the site may change none."""
    roles = read(SEARCH / "roles.yml")
    mapped = read(SEARCH / "roles_mapping.yml")
    assert set(mapped) - {"_meta"} <= set(roles)
    for name in set(roles) - {"_meta"}:
        own, *others = roles[name]["index_permissions"]
        assert own["index_patterns"] == ["rapporteur", "rapporteur-*"]
        everything = [*roles[name]["cluster_permissions"], *own["allowed_actions"]]
        assert not [action for action in everything if action in {"*", "indices:*", "cluster:*", "indices:admin/*"}]
        assert [part["allowed_actions"] for part in others] in ([], [["indices:admin/aliases/get"]])
    serving = roles["rapporteur_serve"]
    allowed = {*serving["cluster_permissions"], *serving["index_permissions"][0]["allowed_actions"]}
    assert not [action for action in allowed if "write" in action or "create" in action or "delete" in action]


@pytest.mark.skipif(not shutil.which("openssl"), reason="there is no openssl (apt-get install openssl)")
def test_certificates_name_the_nodes(compose: dict[str, Any], tmp_path: Path) -> None:
    """The script makes the certificates that the compose file asks for, of one authority, with private keys."""
    folder = tmp_path / "certificates"
    script = ["sh", str(SEARCH / "certificates"), str(folder), *NODES]
    subprocess.run(script, check=True, capture_output=True)
    node, admin, authority = (
        x509.load_pem_x509_certificate((folder / f"{name}.pem").read_bytes()) for name in ("node", "admin", "ca")
    )
    names = node.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert set(names.get_values_for_type(x509.DNSName)) == {"localhost", *NODES}
    found = settings(compose, NODES[0])
    assert node.subject.rfc4514_string() == found["plugins.security.nodes_dn"]
    assert admin.subject.rfc4514_string() == found["plugins.security.authcz.admin_dn"]
    for certificate in (node, admin):
        certificate.verify_directly_issued_by(authority)
    for key in folder.glob("*.key"):
        assert key.stat().st_mode & 0o077 == 0
        serialization.load_pem_private_key(key.read_bytes(), None)
    before = (folder / "ca.pem").read_bytes()
    assert subprocess.run(script, check=False, capture_output=True).returncode == 1
    assert (folder / "ca.pem").read_bytes() == before
    assert subprocess.run(script[:2], check=False, capture_output=True).returncode == 2


def test_the_indexer_has_what_it_needs(compose: dict[str, Any]) -> None:
    """It has the addresses of cluster and catalogue that the site has, and that of a registry, which may be empty."""
    index, serve = (settings(compose, name) for name in ("index", "serve"))
    of_the_site = {"RAPPORTEUR_PUBLIC_URL", "RAPPORTEUR_TRUSTED_PROXY"}
    shared = {key: value for key, value in serve.items() if key not in of_the_site}
    assert index == {**shared, "RAPPORTEUR_REGISTRY_URL": "${REGISTRY_URL:-}"}
    assert index["RAPPORTEUR_ENGINE"] == CLUSTER_ENGINE
    assert urlsplit(index["RAPPORTEUR_CATALOGUE_URL"]).hostname in compose["services"]
    for name in ("index", "serve"):
        service = compose["services"][name]
        assert set(service["depends_on"]) == {NODES[0], "database"}
        assert all(needed["condition"] == "service_healthy" for needed in service["depends_on"].values())
        assert any(volume.endswith(f":{index['RAPPORTEUR_ENGINE_CA']}:ro") for volume in service["volumes"])
        assert "inside" in service["networks"]


def test_the_image_can_have_the_extras(compose: dict[str, Any]) -> None:
    """The image of the cluster is built with what the compose file asks for."""
    arguments = compose["services"]["serve"]["build"]["args"]
    declared = {rest.partition("=")[0] for name, rest in instructions() if name == "ARG"}
    assert set(arguments) <= declared
    (install,) = (rest for name, rest in instructions() if name == "RUN" and "machines.txt" in rest)
    assert '"$CLUSTER" = yes' in install
