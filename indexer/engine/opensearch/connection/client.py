"""Speaks with a cluster: requests that are tried again where that may help, and errors as words with a remedy.

What is asked is for others to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from logging import ERROR, getLogger
from pathlib import Path
from typing import Any

from .address import AUTHORITY_VARIABLE, ClusterAddress
from .encoding import JsonCodec
from .errors import (
    TOO_MANY_WORDS,
    ClientMissing,
    ClusterAuthorityMissing,
    ClusterCertificateUnknown,
    ClusterDiskFull,
    ClusterFailed,
    ClusterForeign,
    ClusterIndexClosed,
    ClusterIndexLost,
    ClusterRightsMissing,
    ClusterSpeaksPlainly,
    ClusterUnreachable,
    ClusterVersionUnfit,
    QuestionTooLarge,
)

Json = dict[str, Any]
SECONDS = 30.0
"""How long one request may take; a search takes a fraction of a second."""
WRITE_SECONDS = 300.0
WRITE_TRIES = 12
"""How often passages are sent again that busy nodes refuse, after 1, 2, 4 ... seconds: for four minutes in all."""
MOST_PATIENCE = 30
TRIES = 4
"""How often a request is sent, each time to another node, where a node is lost or busy."""
BUSY = (429, 502, 503, 504)
"""Answers of a node after which another may answer."""
BULK_BYTES = 8 << 20
BULK_PASSAGES = 1_000
LEAST_VERSION = (3, 2)
"""The first version that is let in; the tests run a newer one."""
NEXT_MAJOR_VERSION = (4,)
_OF_PARTS = "search_phase_execution_exception"
_NO_TLS = ("WRONG_VERSION_NUMBER", "wrong version number", "record layer failure", "HTTP_REQUEST")
_LACKING = re.compile(r"no permissions for \[([^\]]+)\]")
"""How the security plugin names the rights that a user lacks."""
_TOO_LARGE = ("too_many_clauses", "too_many_nested_clauses", "max_nested_depth", "too_many_buckets")


class Cluster:
    """One cluster; safe to use from many threads."""

    def __init__(self, address: ClusterAddress, seconds: float = SECONDS, tries: int = TRIES) -> None:
        """Connect lazily; `seconds` and `tries` are those of a request unless it states others.

        Raise ClientMissing without the library, ClusterAuthorityMissing without the file named.
        """
        try:
            import opensearchpy  # noqa: PLC0415  # an extra
        except ImportError:
            raise ClientMissing from None
        # The library logs each try with where it was asked from; what came of it we say once.
        getLogger("opensearch").setLevel(ERROR)
        self.address = address
        self._seconds = seconds
        self._errors = opensearchpy.exceptions
        self._bulk = opensearchpy.helpers.streaming_bulk
        options: Json = {}
        if address.authority and any(url.startswith("https:") for url in address.urls):
            if not Path(address.authority).is_file():
                raise ClusterAuthorityMissing(AUTHORITY_VARIABLE, address.authority)
            options["ca_certs"] = address.authority
        if address.user:
            options["http_auth"] = (address.user, address.password)
        self._client = opensearchpy.OpenSearch(
            list(address.urls),
            timeout=seconds,
            max_retries=tries - 1,
            retry_on_timeout=True,
            retry_on_status=BUSY,
            pool_maxsize=32,
            http_compress=True,
            serializer=JsonCodec(),
            **options,
        )

    def check_version(self) -> None:
        """Raise ClusterForeign unless it is an OpenSearch, and ClusterVersionUnfit unless its version is known."""
        answer = self.ask("GET", "/")
        version = answer.get("version", {})
        number = str(version.get("number", "")) if isinstance(version, dict) else ""
        if not number or version.get("distribution") != "opensearch":
            raise ClusterForeign(str(self.address), f"version {number}" if number else "")
        parts = tuple(int(part) for part in number.split(".")[:2] if part.isdecimal())
        if not LEAST_VERSION <= parts < NEXT_MAJOR_VERSION:
            raise ClusterVersionUnfit(str(self.address), f"OpenSearch {number}")

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        params: Mapping[str, object] | None = None,
        seconds: float | None = None,
    ) -> Json:
        """Return the answer of one request, as JSON; raise a ClusterError that says what is wrong."""
        with self._telling(path):
            options = {"request_timeout": seconds or self._seconds, **(params or {})}
            answer = self._client.transport.perform_request(method, path, params=options, body=body)
            return answer if isinstance(answer, dict) else {"found": answer}

    def has(self, path: str) -> bool:
        """Return whether there is something at a path."""
        with self._telling(path):
            return bool(self._client.transport.perform_request("HEAD", path, params={"request_timeout": self._seconds}))

    def search(self, index: str, body: Json) -> Json:
        """Return a whole answer to a search: one that lacks a part is an error."""
        [answer] = self.searches(index, [body])
        return answer

    def searches(self, index: str, bodies: Sequence[Json]) -> list[Json]:
        """Return the answers to several searches, which are asked together."""
        if len(bodies) == 1:
            params = {"allow_partial_search_results": "false"}
            answers = [self.ask("POST", f"/{index}/_search", bodies[0], params)]
        else:
            lines = [line for body in bodies for line in ({"allow_partial_search_results": False}, body)]
            with self._telling(f"/{index}/_msearch"):
                limits = {"request_timeout": self._seconds}
                answers = self._client.msearch(body=lines, index=index, params=limits)["responses"]
        for answer in answers:
            self._check_whole(index, answer)
        return answers

    def _check_whole(self, index: str, answer: Json) -> None:
        if "error" in answer:
            raise self._error_of(f"/{index}/_search", answer.get("status", 500), answer["error"])
        if answer.get("timed_out") or answer["_shards"]["failed"]:
            raise ClusterFailed(str(self.address), "a part of the index did not answer")

    def write(self, actions: Iterable[Json]) -> int:
        """Send documents, and return how many were written; raise a ClusterError when one was refused for good."""
        written = 0
        with self._telling("/_bulk"):
            answers = self._bulk(
                self._client,
                actions,
                chunk_size=BULK_PASSAGES,
                max_chunk_bytes=BULK_BYTES,
                max_retries=WRITE_TRIES,
                initial_backoff=1,
                max_backoff=MOST_PATIENCE,
                raise_on_error=False,
                raise_on_exception=True,
                request_timeout=WRITE_SECONDS,
            )
            for is_written, answer in answers:
                if not is_written:
                    [result] = answer.values()
                    raise self._error_of("/_bulk", result.get("status", 500), result.get("error", {}))
                written += 1
        return written

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    @contextmanager
    def _telling(self, path: str) -> Iterator[None]:
        """Raise errors of the library as ours."""
        errors = self._errors
        try:
            yield
        except errors.SSLError as error:
            is_plain = any(sign in str(error) for sign in _NO_TLS)
            raise (ClusterSpeaksPlainly if is_plain else ClusterCertificateUnknown)(str(self.address)) from error
        except errors.ConnectionError as error:
            problem = "it took too long" if isinstance(error, errors.ConnectionTimeout) else "no connection"
            raise ClusterUnreachable(str(self.address), problem) from error
        except errors.TransportError as error:
            status = error.status_code if isinstance(error.status_code, int) else 500
            raise self._error_of(path, status, _problem_of(error)) from error
        except errors.SerializationError as error:
            raise ClusterForeign(str(self.address)) from error
        except errors.OpenSearchException as error:
            raise ClusterFailed(str(self.address), str(error)) from error

    def _error_of(self, path: str, status: int, problem: Any) -> Exception:
        """Return what an answer with an error means."""
        address, kinds = str(self.address), _kinds(problem)
        if status in {401, 403} and "cluster_block_exception" not in kinds:
            lacking = _LACKING.search(_reason(problem))
            return ClusterRightsMissing(address, lacking[1] if lacking else path, is_known=status == 403)
        if "cluster_block_exception" in kinds:
            return ClusterDiskFull(address)
        if "index_closed_exception" in kinds:
            return ClusterIndexClosed(path.split("/")[1])
        if "index_not_found_exception" in kinds:
            return ClusterIndexLost(address, path.split("/")[1])
        if status == 400 and any(kind in str(problem) for kind in _TOO_LARGE):
            return QuestionTooLarge(*TOO_MANY_WORDS)
        return ClusterFailed(address, f"{status}, {_reason(problem)}")


def _problem_of(error: Any) -> Any:
    info = getattr(error, "info", None)
    return info.get("error", info) if isinstance(info, dict) else info or error.error


def _kinds(problem: Any) -> frozenset[str]:
    """Return the names of all causes of an error."""
    if isinstance(problem, dict):
        own = [str(problem["type"])] if "type" in problem else []
        return frozenset(own).union(*(_kinds(value) for value in problem.values() if isinstance(value, dict | list)))
    if isinstance(problem, list):
        return frozenset().union(*map(_kinds, problem))
    return frozenset()


def _reason(problem: Any) -> str:
    """Return what an error says; one of a search without a reason is that of a part that has no copy at the moment."""
    if not isinstance(problem, dict):
        return str(problem)
    causes = problem.get("root_cause") or [{}]
    said = causes[0].get("reason") or problem.get("reason")
    kind = str(problem.get("type", _OF_PARTS))
    return str(said or ("a part of the index is not there" if kind == _OF_PARTS else kind))
