"""Tests of what a machine reads with: which differences count, and how they are told."""

from __future__ import annotations

import msgspec
import pytest

from indexer.ingest.machines.identity import ReaderIdentity, differences, own_identity

HERE = ReaderIdentity("0.1.0", "aa", "3.11", {"nltk": "3.9", "numpy": "2.0"}, "5.3.0 eng")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"code": "bb"}, ["Rapporteur 0.1.0 there, 0.1.0 with other code here"]),
        ({"code": "bb", "program": "0.2.0"}, ["Rapporteur 0.2.0 there, 0.1.0 here"]),
        ({"python": "3.12"}, ["Python 3.12 there, 3.11 here"]),
        ({"libraries": {"nltk": "3.8"}}, ["nltk 3.8 there, 3.9 here", "numpy missing there, 2.0 here"]),
        ({"tesseract": "none"}, ["tesseract none there, 5.3.0 eng here"]),
    ],
)
def test_what_makes_other_readings_is_told(changed: dict[str, object], told: list[str]) -> None:
    """Other code, another Python, other libraries and another tesseract make another key, and each is named."""
    there = msgspec.structs.replace(HERE, **changed)
    assert there.key != HERE.key
    assert differences(HERE, there) == told


def test_a_package_and_a_checkout_of_the_same_code_read_alike() -> None:
    """How a program came onto a machine makes no difference."""
    there = msgspec.structs.replace(HERE, program="0.1.0 (commit 0123456789ab)")
    assert there.key == HERE.key
    assert differences(HERE, there) == []


def test_this_machine_knows_what_it_reads_with() -> None:
    """The libraries that read are among those compared, and those of extras that do not read are none of them."""
    libraries = own_identity().libraries
    assert {"nltk", "pypdfium2", "selectolax"} <= libraries.keys()
    assert not {"distributed", "pytest", "psycopg"} & libraries.keys()
