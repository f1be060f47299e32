"""Tests of the order of names in each language."""

from __future__ import annotations

import pytest

from webapp.translations.collation import name_key


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["3rd Committee", "Åland", "Albania", "Élan", "Nunez", "Zaire", "王", "Анна"]),
        ("en", ["Session 2", "Session 10", "Session x"]),
        ("fr", ["cote", "Côte d’Ivoire", "Cuba", "Éthiopie", "Fidji"]),
        ("es", ["Nadal", "nube", "Ñáñez", "Oca"]),
        ("ru", ["12 стран", "Анна", "Борис", "Ёлкин", "Anna", "Zoe"]),
        ("ar", ["أحمد", "البرازيل", "تونس", "Anna"]),
        ("zh", ["阿富汗", "巴西", "中国", "Anna"]),
    ],
)  # fmt: skip
def test_names_are_in_the_order_that_readers_expect(language: str, names: list[str]) -> None:
    """Marks and case count for nothing, the reader's own script comes first, and each language keeps its habits."""
    assert sorted(names, key=lambda name: name_key(name, language)) == names


def test_the_order_is_the_same_each_time() -> None:
    """Names that differ only in marks have one key; a list settles them by their ids."""
    assert name_key("Élan", "fr") == name_key("elan", "fr")
