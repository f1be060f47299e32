"""Lists and fetches the objects of a bucket. The library for that is imported here only, once a store is asked.

What passes is tried again: by the library, where the store does not answer or says that it cannot now, and here, where
an answer breaks off.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import lru_cache
from typing import IO, Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from indexer.disk.blocks import BLOCK
from indexer.disk.hashing import RunningSha256

from .errors import (
    BucketMissing,
    ObjectArchived,
    ObjectGone,
    ObjectRefused,
    ObjectStoreLost,
    ObjectTooLarge,
    StoreAccessRefused,
    StoreCredentialsMissing,
    StoreLibraryMissing,
    StoreSettingsUnfit,
)

_ATTEMPTS = 5
_CONNECT_SECONDS = 5
_READ_SECONDS = 30
_CONNECTIONS = 32
_ARCHIVES = frozenset({"GLACIER", "DEEP_ARCHIVE"})
_OF_THE_KEY = frozenset({"AccessDenied", "AllAccessDisabled"})
"""What may be said of one object alone; other refusals are of whoever asks."""
_REFUSALS = frozenset({"ExpiredToken", "InvalidToken", "TokenRefreshRequired", "AuthorizationHeaderMalformed"})
_T = TypeVar("_T")


class ListedObject(NamedTuple):
    """An object as a bucket lists it."""

    key: str
    size: int
    tag: str
    """What the store calls these bytes, which others do not have; empty where it says nothing."""
    modified: int
    """Nanoseconds since 1970."""
    is_archived: bool


class FetchedObject(NamedTuple):
    """What was fetched of an object."""

    size: int
    tag: str
    sha256: str
    """As hex."""


class Bucket:
    """A bucket of an object store; safe to use from many threads."""

    def __init__(self, name: str) -> None:
        """Raise StoreLibraryMissing, StoreCredentialsMissing or StoreSettingsUnfit."""
        self.name = name
        self._client = _client()
        self.endpoint = _shown(self._client.meta.endpoint_url)
        """The host that is asked, as messages name it."""

    def objects(self, prefix: str) -> Iterator[ListedObject]:
        """Yield the objects whose keys begin with a prefix, in order of their keys. Raise ObjectStoreError."""
        more: dict[str, str] = {}
        while True:
            asked = {"Bucket": self.name, "Prefix": prefix, **more}
            page = self._tried(lambda asked=asked: _whole_page(self._client.list_objects_v2(**asked)))  # type: ignore[misc]
            for found in page.get("Contents", ()):
                yield ListedObject(
                    found["Key"],
                    int(found["Size"]),
                    _tag(found),
                    int(found["LastModified"].timestamp()) * 10**9,
                    found.get("StorageClass", "") in _ARCHIVES,
                )
            if not page["IsTruncated"]:
                return
            more = {"ContinuationToken": page["NextContinuationToken"]}

    def tag(self, key: str) -> str:
        """Return what the store calls the bytes of an object now. Raise ObjectStoreError or ObjectUnreadable."""
        answer = self._tried(lambda: self._client.head_object(Bucket=self.name, Key=key), key)
        return _tag(answer)

    def start(self, key: str, count: int) -> tuple[bytes, str]:
        """Return the first bytes of an object that is not empty, and its tag.

        Raise ObjectStoreError or ObjectUnreadable.
        """

        def ask() -> tuple[bytes, str]:
            answer = self._client.get_object(Bucket=self.name, Key=key, Range=f"bytes=0-{count - 1}")
            with closing(answer["Body"]) as body:
                data = b"".join(_blocks(body))
            if len(data) != int(answer.get("ContentLength", -1)):
                raise _BrokenOff
            return data, _tag(answer)

        return self._tried(ask, key)

    def fetch(self, key: str, most: int, into: IO[bytes] | None = None) -> FetchedObject:
        """Fetch an object of at most so many bytes into an empty file, or only to hash it.

        Raise ObjectStoreError or ObjectUnreadable.
        """
        return self._tried(lambda: self._fetch(key, most, into), key)

    def _fetch(self, key: str, most: int, into: IO[bytes] | None) -> FetchedObject:
        answer = self._client.get_object(Bucket=self.name, Key=key)
        hashed, count = RunningSha256(), 0
        size = int(answer.get("ContentLength", -1))  # which is not there where an answer ends within its head
        if into:  # which has the beginning of it, where an answer broke off before
            into.seek(0)
            into.truncate()
        with closing(answer["Body"]) as body:
            if size > most:
                raise ObjectTooLarge(size)
            for block in _blocks(body):
                count += len(block)
                hashed.add(block)
                if into:
                    into.write(block)
        if count != size:
            raise _BrokenOff
        return FetchedObject(size, _tag(answer), hashed.hex)

    def _tried(self, ask: Callable[[], _T], key: str | None = None) -> _T:
        """Return an answer, asked for again where it broke off. Raise what is wrong in our words."""
        from botocore import exceptions, parsers  # noqa: PLC0415  # an extra

        for attempt in range(1, _attempts() + 1):
            try:
                return ask()
            except (_BrokenOff, parsers.ResponseParserError) as error:
                if attempt == _attempts():
                    raise ObjectStoreLost(self.name, self.endpoint, "the answer broke off") from error
            except exceptions.ClientError as error:
                raise self._refusal(error.response, key) from error
            except _of_credentials() as error:
                raise StoreCredentialsMissing(type(error).__name__) from error
            except exceptions.BotoCoreError as error:
                raise ObjectStoreLost(self.name, self.endpoint, _problem(error)) from error
        raise AssertionError("unreachable")

    def _refusal(self, response: Any, key: str | None) -> Exception:
        """Return the error for an answer that is none."""
        code = str(response.get("Error", {}).get("Code", ""))
        status = int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
        if code in {"NoSuchBucket", "InvalidBucketName"} or (status == 404 and key is None):
            return BucketMissing(self.name, self.endpoint)
        if status == 404:
            return ObjectGone()
        if code == "InvalidObjectState":
            return ObjectArchived()
        if key is not None and (code in _OF_THE_KEY or (status == 403 and code == "403")):
            return ObjectRefused(code)
        if status in {401, 403} or code in _REFUSALS:
            return StoreAccessRefused(self.name, self.endpoint, code)
        return ObjectStoreLost(self.name, self.endpoint, f"status {status}, {code or 'without a reason'}")


class _BrokenOff(Exception):
    """An answer ended before all of it was there."""


def _tag(answer: Any) -> str:
    """Return what a store calls the bytes of an object, however it writes that in a listing and in an answer."""
    return str(answer.get("ETag", "")).removeprefix("W/").strip('"')


def _whole_page(page: Any) -> Any:
    """Return a page of a listing. Raise _BrokenOff for one that says nothing, which would be taken for the last one."""
    if "IsTruncated" not in page or (page["IsTruncated"] and not page.get("NextContinuationToken")):
        raise _BrokenOff
    return page


def _blocks(body: Any) -> Iterator[bytes]:
    """Yield the bytes of an answer. Raise _BrokenOff."""
    from botocore import exceptions  # noqa: PLC0415  # an extra

    try:
        yield from body.iter_chunks(BLOCK)
    except (
        exceptions.IncompleteReadError,
        exceptions.ReadTimeoutError,
        exceptions.ResponseStreamingError,
        exceptions.FlexibleChecksumError,
    ) as error:
        raise _BrokenOff from error


def bucket(name: str) -> Bucket:
    """Return a bucket, whose connections this process uses again and again. Raise ObjectStoreError."""
    stated = tuple(sorted(entry for entry in os.environ.items() if entry[0].startswith("AWS_")))
    return _bucket(name, os.getpid(), stated)


@lru_cache(maxsize=8)
def _bucket(name: str, process: int, stated: tuple[tuple[str, str], ...]) -> Bucket:  # noqa: ARG001  # see below
    """Return a bucket of this process, as connections survive no fork, under the variables as they are now."""
    return Bucket(name)


def _client() -> Any:
    """Return a client that takes address, region and credentials from the environment.

    Raise StoreLibraryMissing, StoreCredentialsMissing or StoreSettingsUnfit.
    """
    try:
        import boto3  # noqa: PLC0415  # an extra, which takes a third of a second
        from botocore.config import Config  # noqa: PLC0415
        from botocore.exceptions import BotoCoreError  # noqa: PLC0415
    except ImportError:
        raise StoreLibraryMissing from None
    address = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or None
    config = Config(
        connect_timeout=_CONNECT_SECONDS,
        read_timeout=_READ_SECONDS,
        max_pool_connections=_CONNECTIONS,
        retries={"mode": "standard", "total_max_attempts": _attempts()},
        # A server of one's own seldom has a host name for each bucket.
        s3={"addressing_style": "path" if address else "auto"},
    )
    region = os.environ.get("AWS_REGION") or None
    try:
        return boto3.session.Session(region_name=region).client("s3", endpoint_url=address, config=config)
    except _of_credentials() as error:
        raise StoreCredentialsMissing(type(error).__name__) from error
    except (BotoCoreError, ValueError) as error:
        raise StoreSettingsUnfit(_problem(error)) from error


def _of_credentials() -> tuple[type[Exception], ...]:
    """Return what the library raises where credentials are missing, or cannot be had."""
    from botocore import exceptions  # noqa: PLC0415

    return (
        exceptions.NoCredentialsError,
        exceptions.PartialCredentialsError,
        exceptions.CredentialRetrievalError,
        exceptions.TokenRetrievalError,
    )


def _attempts() -> int:
    """Return how often something is asked, which AWS's own variable sets too."""
    stated = os.environ.get("AWS_MAX_ATTEMPTS", "")
    return max(1, int(stated)) if stated.isdecimal() else _ATTEMPTS


def _shown(address: str) -> str:
    """Return the host of an address: what else stands in it may be a secret."""
    parts = urlsplit(address)
    return parts.netloc.rpartition("@")[2] or "the object store"


def _problem(error: Exception) -> str:
    """Return what is wrong in a word or two, without addresses and secrets."""
    names = {
        "EndpointConnectionError": "no connection",
        "ConnectionClosedError": "the connection was closed",
        "ConnectTimeoutError": "no connection in time",
        "ProfileNotFound": "there is no such profile",
        "ValueError": "the address is none",
        "SSLError": "its certificate is not trusted: set AWS_CA_BUNDLE",
    }
    return names.get(type(error).__name__, type(error).__name__)
