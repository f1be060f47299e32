"""Tests of the addresses of papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.object_store.address import ObjectFolder, full_address, papers_folder
from indexer.object_store.errors import ObjectAddressUnfit


@pytest.mark.parametrize(
    ("text", "folder", "shown"),
    [
        ("s3://my-bucket", ObjectFolder("my-bucket"), "s3://my-bucket"),
        ("s3://my-bucket/", ObjectFolder("my-bucket"), "s3://my-bucket"),
        ("S3://my.bucket/a b/ü?#", ObjectFolder("my.bucket", "a b/ü?#/"), "s3://my.bucket/a b/ü?#"),
        ("s3://my-bucket/a//", ObjectFolder("my-bucket", "a/"), "s3://my-bucket/a"),
    ],
)
def test_an_address_leads_to_a_bucket_and_back(text: str, folder: ObjectFolder, shown: str) -> None:
    """What is read from an address is written as an address that is read alike."""
    assert papers_folder(text) == folder
    assert full_address(folder) == shown
    assert papers_folder(shown) == folder


def test_everything_else_is_a_folder(tmp_path: Path) -> None:
    """A path is a path, also one that has a colon in it."""
    assert papers_folder("papers/s3:x") == Path("papers/s3:x")
    assert papers_folder(full_address(tmp_path)) == tmp_path


@pytest.mark.parametrize(
    "text", ["s3://", "s3://-", "s3://a b/c", "gs://bucket/a", "https://user:hunter2@host/x", "s3://key:hunter2@b/a"]
)
def test_other_addresses_are_refused_without_their_secrets(text: str) -> None:
    """What names no bucket of S3 is refused with how to write it, and a password in it is not repeated."""
    with pytest.raises(ObjectAddressUnfit, match="Write it as s3://BUCKET/PREFIX") as refusal:
        papers_folder(text)
    assert "hunter2" not in str(refusal.value)
