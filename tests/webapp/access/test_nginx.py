"""The recipes of the page on security, run: the site behind nginx, below a path, and for those who sign in.

A stand-in answers for oauth2-proxy, as that answers: 202 and 401 at `/oauth2/auth`, and a page at `/oauth2/sign_in`.
"""

from __future__ import annotations

import base64
import http.client
import http.server
import os
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from tests.docs.pages import DOCS, code_blocks
from tests.webapp.served import served_site, wait_until

from .crawl import crawl

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
PUBLIC, HOST, BASE = "https://example.org/papers/", "example.org", "/papers"
SIGN_IN = {"Authorization": "Basic " + base64.b64encode(b"reader:secret").decode()}

pytestmark = pytest.mark.skipif(NGINX is None, reason="there is no nginx (apt-get install nginx-light)")


@dataclass(frozen=True)
class FrontPorts:
    """The ports at which nginx listens, one for each way to the site."""

    passes: int
    takes_off: int
    signs_in: int
    organisation: int


def free_ports(count: int) -> list[int]:
    """Return ports that are free now."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [listener.getsockname()[1] for listener in sockets]
    for listener in sockets:
        listener.close()
    return ports


class SignIn(http.server.BaseHTTPRequestHandler):
    """A stand-in for oauth2-proxy: who has the cookie has signed in; what it was asked is kept."""

    asked: ClassVar[list[tuple[str, str, str]]] = []

    def do_GET(self) -> None:
        """Answer whether a reader has signed in, or the page for that."""
        page = self.headers["X-Forwarded-Uri"] or self.headers["X-Auth-Request-Redirect"]
        self.asked.append((self.path, page, self.headers["Content-Length"] or ""))
        if self.path == "/oauth2/auth":
            self.send_response(202 if "_oauth2_proxy=reader" in (self.headers["Cookie"] or "") else 401)
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"Sign in")

    def log_message(self, *_: object) -> None:
        """Write no log."""


@pytest.fixture(scope="module")
def sign_in() -> Iterator[int]:
    """The port of the stand-in."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), SignIn) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def adapted(recipe: str, port: int, site_port: int, passwords: Path) -> str:
    """Return a recipe of the page with ports of this machine, without TLS, which needs a certificate."""
    recipe = re.sub(r"^ *ssl_certificate.*\n", "", recipe, flags=re.MULTILINE)
    return (
        recipe.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
        .replace("http://127.0.0.1:8000", f"http://127.0.0.1:{site_port}")
        .replace("/etc/nginx/papers.htpasswd", str(passwords))
    )


@contextmanager
def nginx_with(servers: str, folder: Path, port: int) -> Iterator[None]:
    """Run nginx with some servers until the end of the block."""
    user = "user root;" if os.getuid() == 0 else ""
    temporary = " ".join(f"{name}_temp_path {folder};" for name in "client_body proxy fastcgi uwsgi scgi".split())
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log stderr error; {user}\n"
        f"events {{}}\nhttp {{ access_log off; {temporary}\n{servers} }}\n"
    )
    process = subprocess.Popen([str(NGINX), "-p", str(folder), "-c", str(config)], stderr=subprocess.PIPE)
    try:
        wait_until(lambda: process.poll() is not None or listens(port))
        assert process.poll() is None, process.communicate()
        yield
    finally:
        process.terminate()
        process.communicate()


def listens(port: int) -> bool:
    """Return whether something answers at a port of this machine."""
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def ports(made_index: Path, sign_in: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FrontPorts]:
    """The recipes of the page in front of one site; the second one also as it takes the path off."""
    folder = tmp_path_factory.mktemp("nginx")
    passwords = folder / "passwords"
    passwords.write_text("reader:{PLAIN}secret\n")
    recipes = code_blocks(DOCS / "security.md", "nginx")
    at_root, below_path, behind_sign_in, organisation = recipes
    organisation = organisation.replace(":4180", f":{sign_in}")
    takes_off = below_path.replace(":8000;", ":8000/;")
    options = ("--public-url", PUBLIC, "--trusted-proxy", "127.0.0.1", "--private", "--processes", "1")
    with served_site(made_index, *options) as site:
        numbers = free_ports(5)
        servers = [
            adapted(recipe, port, site.address[1], passwords)
            for recipe, port in zip(
                (below_path, takes_off, behind_sign_in, organisation, at_root), numbers, strict=True
            )
        ]
        with nginx_with("\n".join(servers), folder, numbers[0]):
            yield FrontPorts(*numbers[:4])


def ask(port: int, path: str, headers: dict[str, str] | None = None) -> tuple[int, http.client.HTTPMessage, str]:
    """Return status, headers and text of an answer that came by way of nginx."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Host": HOST, **(headers or {})})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


@pytest.mark.long
@pytest.mark.parametrize("way", ["passes", "takes_off"])
def test_no_link_leads_out_behind_nginx(ports: FrontPorts, way: str) -> None:
    """Whether nginx passes the path on or takes it off, every link of the site is below it and answers."""

    def fetch(path: str) -> tuple[int, str, str, str]:
        status, headers, text = ask(getattr(ports, way), path)
        location = (headers["Location"] or "").removeprefix(f"https://{HOST}")
        return status, headers.get_content_type(), text, location

    shapes, problems = crawl(fetch, BASE, f"https://{HOST}", ("/", "/search?q=estuary", "/meetings/"), most_alike=1)
    assert problems == []
    assert len(shapes) > 20


def test_only_who_signs_in_reads(ports: FrontPorts) -> None:
    """Without the password no page comes, a wrong one is refused, and with it pages are the reader's alone."""
    refused, headers, text = ask(ports.signs_in, "/papers/search?q=estuary")
    assert refused == 401
    assert headers["WWW-Authenticate"] == 'Basic realm="Papers"'
    assert "estuary" not in text
    wrong = {"Authorization": "Basic " + base64.b64encode(b"reader:wrong").decode()}
    assert ask(ports.signs_in, "/papers/", wrong)[0] == 401
    status, headers, text = ask(ports.signs_in, "/papers/search?q=estuary", SIGN_IN)
    assert status == 200
    assert headers["Cache-Control"].startswith("private")
    assert "estuary" in text


def test_the_sign_in_of_an_organisation_is_asked(ports: FrontPorts) -> None:
    """Who has not signed in gets the page for that, which knows the way back, and no word of the site; who has reads,
    and no draft is sent to the sign-in.
    """
    refused, _, text = ask(ports.organisation, "/papers/search?q=estuary&year=2031")
    assert (refused, text) == (403, "Sign in")
    assert SignIn.asked[-1] == ("/oauth2/sign_in", "/papers/search?q=estuary&year=2031", "")
    assert ask(ports.organisation, "/oauth2/sign_in")[::2] == (200, "Sign in")
    cookie = {"Cookie": "_oauth2_proxy=reader"}
    status, headers, text = ask(ports.organisation, "/papers/search?q=estuary", cookie)
    assert status == 200
    assert headers["Cache-Control"].startswith("private")
    assert "estuary" in text
    assert ask(ports.organisation, "/oauth2/auth", cookie)[0] == 404  # for nginx itself only
    connection = http.client.HTTPConnection("127.0.0.1", ports.organisation, timeout=60)
    form = {"Host": HOST, "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    connection.request("POST", "/papers/verify", "text=" + "a+draft+" * 1000, form | cookie)
    assert connection.getresponse().status in {200, 303}
    connection.close()
    assert SignIn.asked[-1] == ("/oauth2/auth", "/papers/verify", "")


def test_a_foreign_name_is_refused_behind_nginx(ports: FrontPorts) -> None:
    """Asked for under a name that is not the public one, the site does not answer by way of nginx either."""
    assert ask(ports.passes, "/papers/help", {"Host": "evil.example"})[0] == 421
