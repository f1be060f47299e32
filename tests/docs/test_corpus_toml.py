"""The page on corpus.toml lists every key, and its example is understood and states each of them."""

from __future__ import annotations

import re
from dataclasses import asdict, fields
from pathlib import Path
from typing import get_args

import pytest

from indexer.corpus.document_rules import DocumentRule, MentionSetting, PersonSetting, SessionSetting, Via
from indexer.corpus.settings import load_settings
from indexer.entities.stated import StatedAcronym, StatedPerson
from indexer.model import DOCUMENT_KINDS, RESTRICTION_KINDS, STATUSES

from .pages import DOCS, code_blocks, text_of

PAGE = DOCS / "corpus-toml.md"
IN_THE_FILE = {"venue": "place", "apart": "not"}
"""Keys that have another name in the code."""
NOT_IN_THE_FILE = {"location"}
"""Where a table stands in the file, for messages."""


def keys(setting: type) -> set[str]:
    """Return the keys of `corpus.toml` that a class holds."""
    return {IN_THE_FILE.get(field.name, field.name) for field in fields(setting) if field.name not in NOT_IN_THE_FILE}


def section(name: str) -> str:
    """Return the section on one kind of table."""
    match = re.search(rf"^## `\[\[{name}\]\]`.*?(?=^## |\Z)", text_of(PAGE), re.MULTILINE | re.DOTALL)
    assert match
    return match[0]


def test_the_example_states_every_key(tmp_path: Path) -> None:
    """The example loads, and shows every key of every kind of table."""
    (example,) = code_blocks(PAGE, "toml")
    (tmp_path / "corpus.toml").write_text(example, encoding="utf-8")
    settings = load_settings(tmp_path)
    every = set().union(
        *map(keys, (DocumentRule, SessionSetting, PersonSetting, MentionSetting, StatedPerson, StatedAcronym))
    )
    assert {key for key in every if not re.search(rf"\b{key} = ", example)} == set()
    (rule,) = settings.rules
    assert {key for key, value in asdict(rule).items() if value is None} == set()
    assert (len(settings.persons), len(settings.acronyms)) == (2, 2)
    assert settings.synonyms == (("UAV", "drone", "unmanned aerial vehicle"),)
    assert "`words`" in section("synonym")


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("document", (DocumentRule, SessionSetting, PersonSetting, MentionSetting)),
        ("person", (StatedPerson,)),
        ("acronym", (StatedAcronym,)),
    ],
)
def test_every_key_is_listed(name: str, settings: tuple[type, ...]) -> None:
    """The section on a kind of table names every key of it."""
    assert {key for setting in settings for key in keys(setting) if f"`{key}`" not in section(name)} == set()


def test_every_value_of_a_closed_list_is_listed() -> None:
    """Kinds, statuses, restrictions and ways of taking part remotely are all named."""
    words = (*DOCUMENT_KINDS, *STATUSES, *RESTRICTION_KINDS, *get_args(Via))
    assert [word for word in words if f"`{word}`" not in section("document")] == []
