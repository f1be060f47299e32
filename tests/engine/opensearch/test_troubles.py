"""What is wrong with a cluster is told in a word with a remedy, and the build that is live goes on answering."""

from __future__ import annotations

import shutil
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from uuid import uuid4

import pytest

from indexer.engine.opensearch.connection.address import ClusterAddress, address_of_build, cluster_address
from indexer.engine.opensearch.connection.client import Cluster
from indexer.engine.opensearch.connection.errors import (
    ClientMissing,
    ClusterAddressMissing,
    ClusterAddressUnfit,
    ClusterAliasForeign,
    ClusterAuthorityMissing,
    ClusterDiskFull,
    ClusterForeign,
    ClusterIndexAhead,
    ClusterIndexClosed,
    ClusterIndexForeign,
    ClusterIndexLost,
    ClusterIndexRed,
    ClusterNameUnfit,
    ClusterRightsMissing,
    ClusterSignInHalf,
    ClusterSpeaksPlainly,
    ClusterUnreachable,
    ClusterVersionUnfit,
)
from indexer.engine.opensearch.engine import OpenSearchEngine
from indexer.engine.opensearch.indices import Indices
from indexer.engine.opensearch.state import ClusterState, read_state
from indexer.engine.opensearch.writer import OpenSearchWriter
from indexer.errors import EngineUnavailable
from indexer.query.parser import parse
from indexer.query.results import Query
from tests.cluster.nodes import RunningNode, ask, start_node
from tests.cluster.shared import needed_program
from tests.corpus_factory import SESSIONS
from tests.engine.conftest import CORPUS

PEACE = Query(parse("peace").node)


@pytest.fixture
def address(search_node: str, index_prefix: str) -> ClusterAddress:
    """The cluster of the run, with names of the test's own."""
    return replace(cluster_address(search_node, {}), alias=index_prefix.rstrip("-"))


def write(folder: Path, address: ClusterAddress, before: Path | None = None) -> ClusterState:
    """Write the corpus, and return where it is."""
    with OpenSearchWriter(folder / "engine", before and before / "engine", address) as writer:
        writer.add(CORPUS, SESSIONS)
        writer.finish()
    return read_state(folder / "engine")


def opened(folder: Path, address: ClusterAddress) -> OpenSearchEngine:
    """Open what was written."""
    return OpenSearchEngine(folder / "engine", read_state(folder / "engine"), address)


@pytest.mark.parametrize(
    ("urls", "error"),
    [
        ("", ClusterAddressMissing),
        ("localhost:9200", ClusterAddressUnfit),
        ("ftp://localhost", ClusterAddressUnfit),
        ("http://", ClusterAddressUnfit),
        ("http://host:9200/path", ClusterAddressUnfit),
        ("http://user:secret@host:9200", ClusterAddressUnfit),
        ("user:secret@host:9200", ClusterAddressUnfit),
        ("http://host:99999", ClusterAddressUnfit),
        ("http://host:0", ClusterAddressUnfit),
        ("http://[::1", ClusterAddressUnfit),
        ("http://host:9200,http://bad host:3", ClusterAddressUnfit),
        ("http://host\n:9200", ClusterAddressUnfit),
    ],
)
def test_what_is_no_address_is_refused(urls: str, error: type[Exception]) -> None:
    """An address without a scheme or a host, or with a path or a password, is refused; no password is repeated."""
    with pytest.raises(error) as refused:
        cluster_address(urls, {})
    assert "secret" not in str(refused.value)


def test_what_is_given_goes_before_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """An option goes before the environment, and this before the address with which a build was written."""
    sign_in = {"RAPPORTEUR_ENGINE_USER": "anna", "RAPPORTEUR_ENGINE_PASSWORD": "secret"}
    variables = {"RAPPORTEUR_ENGINE_URL": "https://b:9200/, https://c:9200", **sign_in}
    assert cluster_address("http://a:9200", variables).urls == ("http://a:9200",)
    address = cluster_address("", variables)
    assert address.urls == ("https://b:9200", "https://c:9200")
    assert "secret" not in repr(address)
    monkeypatch.delenv("RAPPORTEUR_ENGINE_URL", raising=False)
    assert address_of_build("http://a:9200") == "http://a:9200"
    monkeypatch.setenv("RAPPORTEUR_ENGINE_URL", "http://b:9200")
    assert address_of_build("http://a:9200") == "http://b:9200"


@pytest.mark.parametrize(
    "name", ["victim,b", "x*", "a/b", "../x", "Bad", "_x", "-x", "a b", "a\nb", "a?b", "é", "x" * 101, "<x{now}>", "a."]
)
def test_names_that_no_index_has_are_refused(name: str) -> None:
    """A name that would lead to other indices, or to none, is refused before anything is asked."""
    with pytest.raises(ClusterNameUnfit, match="RAPPORTEUR_ENGINE_ALIAS"):
        cluster_address("http://a:9200", {"RAPPORTEUR_ENGINE_ALIAS": name})


@pytest.mark.parametrize("given", ["RAPPORTEUR_ENGINE_USER", "RAPPORTEUR_ENGINE_PASSWORD"])
def test_half_of_a_sign_in_is_refused(given: str) -> None:
    """A user without a password, and a password without a user, are told by the variable that is missing."""
    with pytest.raises(ClusterSignInHalf, match="Set both") as refused:
        cluster_address("http://a:9200", {given: "secret"})
    assert "secret" not in str(refused.value)


def test_a_certificate_authority_that_is_not_there() -> None:
    """The file that the variable names is told where it is missing; without TLS nobody needs it."""
    authority = {"RAPPORTEUR_ENGINE_CA": "/nowhere/ca.pem"}
    with pytest.raises(ClusterAuthorityMissing, match=r"/nowhere/ca\.pem"):
        Cluster(cluster_address("https://127.0.0.1:1", authority))
    Cluster(cluster_address("http://127.0.0.1:1", authority)).close()


def test_nodes_without_tls(search_node: str) -> None:
    """Who writes https:// for nodes that do not use TLS is told so, and not that a certificate is unknown."""
    cluster = Cluster(cluster_address(search_node.replace("http:", "https:"), {}))
    with pytest.raises(ClusterSpeaksPlainly, match="http://"):
        cluster.check_version()
    cluster.close()


def test_without_the_library_the_command_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Who has not installed the extra is told the command that installs it."""
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    with pytest.raises(ClientMissing, match=r"rapporteur\[opensearch\]"):
        OpenSearchWriter(tmp_path / "engine", None, cluster_address("http://127.0.0.1:1", {}))


def test_nobody_at_the_address(tmp_path: Path) -> None:
    """Where nothing listens the message has the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(ClusterUnreachable, match=url):
            OpenSearchWriter(tmp_path / "engine", None, cluster_address(url, {}))


@pytest.fixture
def other_program() -> Iterator[Callable[[int, str], str]]:
    """Starts a program that answers everything alike, and returns its address."""
    servers: list[HTTPServer] = []

    def start(status: int, body: str) -> str:
        class AlwaysAlike(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # the library calls it so
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = HTTPServer(("127.0.0.1", 0), AlwaysAlike)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("body", "error", "told"),
    [
        ('{"version": {"number": "8.15.0"}}', ClusterForeign, "8.15.0"),
        ("{}", ClusterForeign, "no OpenSearch"),
        ("[1]", ClusterForeign, "no OpenSearch"),
        ('{"version": "3.9.0"}', ClusterForeign, "no OpenSearch"),
        ("<html>", ClusterForeign, "no OpenSearch"),
        (
            '{"version": {"number": "2.19.1", "distribution": "opensearch"}}',
            ClusterVersionUnfit,
            r"OpenSearch 2\.19\.1",
        ),
        ('{"version": {"number": "4.0.0", "distribution": "opensearch"}}', ClusterVersionUnfit, r"OpenSearch 4\.0\.0"),
    ],
)
def test_another_program_or_version(
    other_program: Callable[[int, str], str], tmp_path: Path, body: str, error: type[Exception], told: str
) -> None:
    """Another program, and an OpenSearch of another version, are told with what they say of themselves."""
    with pytest.raises(error, match=told):
        OpenSearchWriter(tmp_path / "engine", None, cluster_address(other_program(200, body), {}))


LACKING = (
    '{"error": {"type": "security_exception", "reason": "no permissions for [cluster:monitor/main] and User [x]"}}'
)


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [(401, "{}", "RAPPORTEUR_ENGINE_USER"), (403, "{}", "rights"), (403, LACKING, "right: cluster:monitor/main")],
)
def test_a_user_without_rights(
    other_program: Callable[[int, str], str], tmp_path: Path, status: int, body: str, told: str
) -> None:
    """An unknown user is told from one without rights, whose missing right is named where the cluster names it."""
    with pytest.raises(ClusterRightsMissing, match=told):
        OpenSearchWriter(tmp_path / "engine", None, cluster_address(other_program(status, body), {}))


def test_an_index_that_is_gone(search_node: str, address: ClusterAddress, tmp_path: Path) -> None:
    """An index that somebody deleted is told when it is searched, and when what was written is checked."""
    state = write(tmp_path, address)
    engine = opened(tmp_path, address)
    ask(search_node, f"/{state.index}", method="DELETE")
    with pytest.raises(ClusterIndexLost, match=state.index):
        engine.search(PEACE)
    anew = opened(tmp_path, address)
    for of_cluster in (lambda: anew.search(PEACE), anew.check_elsewhere):
        with pytest.raises(ClusterIndexLost, match=state.index):
            of_cluster()
    assert anew.check() == ()
    engine.close()
    anew.close()


def test_an_index_that_is_closed(search_node: str, address: ClusterAddress, tmp_path: Path) -> None:
    """An index that somebody closed is told with what opens it."""
    state = write(tmp_path, address)
    ask(search_node, f"/{state.index}/_close", method="POST")
    with pytest.raises(ClusterIndexClosed, match=f"POST /{state.index}/_open"):
        opened(tmp_path, address).search(PEACE)


def test_an_index_of_another_version(search_node: str, address: ClusterAddress, tmp_path: Path) -> None:
    """An index whose fields are of another version is not searched."""
    state = write(tmp_path, address)
    ask(search_node, f"/{state.index}/_mapping", {"_meta": {"rapporteur": {"mapping": 99}}}, method="PUT")
    with pytest.raises(ClusterIndexForeign, match="99"):
        opened(tmp_path, address).search(PEACE)


def test_files_that_were_changed_are_named(address: ClusterAddress, tmp_path: Path) -> None:
    """Files of the dictionary and those that only the next build needs are compared with what was written."""
    write(tmp_path, address)
    engine = opened(tmp_path, address)
    assert engine.check() == ()
    changed = [next((tmp_path / "engine").glob(name)) for name in ("dictionary/in-texts*", "vocabulary-*")]
    for path in changed:
        content = path.read_bytes()
        path.unlink()  # the dictionary shares files
        path.write_bytes(bytes(255 - byte for byte in content))
    assert {name.rpartition("/")[2] for name in engine.check()} == {path.name for path in changed}
    engine.close()


def test_a_name_that_is_taken(search_node: str, address: ClusterAddress, tmp_path: Path) -> None:
    """Where the name of our indices leads to an index of others, nothing is written."""
    body: dict[str, object] = {"aliases": {address.alias: {}}}
    ask(search_node, f"/{address.alias}-of-others", body, method="PUT")
    with pytest.raises(ClusterAliasForeign, match="of-others"):
        write(tmp_path, address)


def test_an_index_that_a_copy_of_the_folder_updated(address: ClusterAddress, tmp_path: Path) -> None:
    """Of two copies of an index folder only one updates the index; the other is told, and changes nothing."""
    state = write(tmp_path / "here" / "first", address)
    cluster = Cluster(address)
    Indices(cluster).point_to(state)
    shutil.copytree(tmp_path / "here", tmp_path / "copy")
    Indices(cluster).point_to(write(tmp_path / "copy" / "second", address, tmp_path / "copy" / "first"))
    cluster.close()
    answer = opened(tmp_path / "copy" / "second", address).search(PEACE)
    with pytest.raises(ClusterIndexAhead, match=state.index):
        write(tmp_path / "here" / "second", address, tmp_path / "here" / "first")
    assert opened(tmp_path / "copy" / "second", address).search(PEACE) == answer


def test_disks_that_are_nearly_full(search_node: str, address: ClusterAddress, tmp_path: Path) -> None:
    """Where nodes do not write any more a build ends with that word, and the build before answers."""
    state = write(tmp_path / "first", address)
    before = opened(tmp_path / "first", address)
    answer = before.search(PEACE)
    blocks = "index.blocks.read_only_allow_delete"
    ask(search_node, f"/{state.index}/_settings", {blocks: True}, method="PUT")
    with pytest.raises(ClusterDiskFull):
        write(tmp_path / "second", address, tmp_path / "first")
    before.forget()
    assert before.search(PEACE) == answer
    ask(search_node, f"/{state.index}/_settings", {blocks: None}, method="PUT")
    write(tmp_path / "third", address, tmp_path / "first")
    assert opened(tmp_path / "third", address).search(PEACE).total == answer.total
    before.close()


@pytest.fixture
def own_node(tmp_path: Path) -> Iterator[tuple[RunningNode, Callable[..., RunningNode]]]:
    """A node of the test's own, and what starts it again with the same data on the same port."""
    program = needed_program()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"discovery.type": "single-node", "http.port": port}
    nodes: list[RunningNode] = []

    def start(status: str = "yellow") -> RunningNode:
        nodes.append(start_node(program, tmp_path / "node", settings))
        nodes[-1].wait()
        ask(nodes[-1].url, f"/_cluster/health?wait_for_status={status}&timeout=60s")
        return nodes[-1]

    yield start(), start
    for node in nodes:
        if node.alive():
            node.stop()


@pytest.mark.long
def test_a_node_that_dies(
    own_node: tuple[RunningNode, Callable[..., RunningNode]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cluster lost in a search or a build is told; back again, it answers as before, and a build ends as ever.

    Where the files of a part are lost with it, the index is told to be red.
    """
    node, start = own_node
    address = replace(cluster_address(node.url, {}), alias=f"t{uuid4().hex}")
    write(tmp_path / "first", address)
    engine = opened(tmp_path / "first", address)
    answer = engine.search(PEACE)
    node.kill()
    engine.forget()
    with pytest.raises(EngineUnavailable, match=node.url):
        engine.search(PEACE)
    node = start()
    assert engine.search(PEACE) == answer

    writer = OpenSearchWriter(tmp_path / "second" / "engine", tmp_path / "first" / "engine", address)
    writer.add([replace(item, text=f"Changed. {item.text}") for item in CORPUS], SESSIONS)
    write_to = writer._cluster.write  # to die between the first documents and the end

    def die_after(actions: object) -> int:
        written = write_to(actions)  # type: ignore[arg-type]  # they are handed on
        node.kill()
        return written

    monkeypatch.setattr(writer._cluster, "write", die_after)
    with pytest.raises(EngineUnavailable):
        writer.finish()
    writer.close()
    node = start()
    engine.forget()
    assert engine.search(PEACE) == answer
    state = write(tmp_path / "third", address, tmp_path / "first")
    assert opened(tmp_path / "third", address).search(PEACE).total == answer.total

    node.stop()
    [shard] = (tmp_path / "node").glob("**/indices/*/0")
    shutil.rmtree(shard)
    start("red")
    with pytest.raises(ClusterIndexRed, match=state.index):
        opened(tmp_path / "third", address).search(PEACE)
    engine.close()
