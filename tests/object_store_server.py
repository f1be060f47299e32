"""An object store for the tests: moto's server of S3 as a process of its own, and a way to it that breaks off."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

PAGE = 7
"""Objects that the server lists at a time, so that few are several pages."""
KEY, SECRET = "tester", "not-a-secret-word"
_START_SECONDS = 30.0
_NUMBERS = count(1)


def missing_server() -> str:
    """Return what the tests of an object store lack; empty where they can run."""
    lacking = [name for name in ("boto3", "moto", "flask_cors") if find_spec(name) is None]
    return f"{', '.join(lacking)} not installed" if lacking else ""


def environment(port: int) -> dict[str, str]:
    """Return the variables by which an object store at a port of this machine is found."""
    return {
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_REGION": "eu-west-1",
        "AWS_MAX_ATTEMPTS": "2",
        "AWS_EC2_METADATA_DISABLED": "true",
    }


class StoreServer:
    """A running server, and what tests put into it."""

    def __init__(self, port: int) -> None:
        import boto3  # noqa: PLC0415  # an extra

        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        session: Any = boto3.session.Session(KEY, SECRET, region_name="eu-west-1")
        self.client: Any = session.client("s3", endpoint_url=self.url)

    def make_bucket(self) -> str:
        """Make a bucket that no other test has, and return its name."""
        name = f"papers-{next(_NUMBERS)}"
        place = {"LocationConstraint": "eu-west-1"}
        self.client.create_bucket(Bucket=name, CreateBucketConfiguration=place)
        return name

    def put(self, bucket: str, key: str, data: bytes | str) -> None:
        """Write an object."""
        self.client.put_object(Bucket=bucket, Key=key, Body=data.encode() if isinstance(data, str) else data)

    def put_folder(self, bucket: str, folder: Path, prefix: str = "") -> None:
        """Write all files of a folder under their names."""
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self.put(bucket, prefix + path.relative_to(folder).as_posix(), path.read_bytes())

    def delete(self, bucket: str, key: str) -> None:
        """Delete an object."""
        self.client.delete_object(Bucket=bucket, Key=key)

    def contents(self, bucket: str) -> dict[str, str]:
        """Return the tags of all objects by their keys: what must be the same after whatever reads them."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        return {found["Key"]: found["ETag"] for page in pages for found in page.get("Contents", ())}

    def refuse_strangers(self, *, refuse: bool) -> None:
        """Have the server look at who asks, of whom it knows nobody, or at nobody."""
        after = b"0" if refuse else b"inf"
        address = f"{self.url}/moto-api/reset-auth"
        headers = {"Content-Type": "text/plain"}
        request = urllib.request.Request(address, after, headers, method="POST")  # noqa: S310  # our own server
        urllib.request.urlopen(request, timeout=10).close()  # noqa: S310


@contextmanager
def running_store() -> Iterator[StoreServer]:
    """Run a server for as long as the context lasts."""
    port = _free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, "MOTO_S3_DEFAULT_MAX_KEYS": str(PAGE)},
            start_new_session=True,
        )
        try:
            _wait_for(port, process, log)
            yield StoreServer(port)
        finally:
            process.kill()
            process.wait()


class BreakingWay:
    """A way to a server that passes on one request after the other, and breaks off where a test wants it.

    `broken` is asked for each request, by its method and its address without the host: it returns after how many bytes
    of the answer the connection ends, or None. It is called before the request is passed on.
    """

    def __init__(self, port: int) -> None:
        self._server = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self.requests: list[tuple[str, str]] = []
        self.broken: Callable[[str, str], int | None] = lambda _method, _address: None

    def __enter__(self) -> BreakingWay:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let nobody in any more."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def fetched(self, ending: str = "") -> list[str]:
        """Return the addresses of the objects that were asked for whole, in order."""
        return [path for method, path in self.requests if method == "GET" and "?" not in path and path.endswith(ending)]

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                threading.Thread(target=self._pass_on, args=(connection,), daemon=True).start()

    def _pass_on(self, connection: socket.socket) -> None:
        with closing(connection), suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                if not (received := connection.recv(65_536)):
                    return
                head += received
            method, address = head.split(b" ", 2)[:2]
            self.requests.append((method.decode(), urllib.parse.unquote(address.decode())))
            left = self.broken(*self.requests[-1])
            with closing(socket.create_connection(("127.0.0.1", self._server))) as server:
                server.sendall(head.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
                while (left is None or left > 0) and (answer := server.recv(65_536)):
                    connection.sendall(answer[:left])
                    left = left if left is None else left - len(answer)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Any) -> None:
    end = time.monotonic() + _START_SECONDS
    while True:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        log.seek(0)
        assert process.poll() is None, log.read()
        assert time.monotonic() < end, "the server did not start"
        time.sleep(0.05)
