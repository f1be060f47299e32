"""The best suggestions of short beginnings are those that looking through all keys finds, however the keys changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from indexer.suggest import tops
from indexer.suggest.tops import KeyRow, TopTable

ENTRIES = st.dictionaries(
    st.integers(1, 30),
    st.tuples(
        st.lists(st.text("ab", min_size=1, max_size=4), min_size=1, max_size=2, unique=True),
        st.sampled_from(["word", "phrase"]),
        st.sampled_from([1.0, 2.0, 3.0]),
    ),
)
KEYS = """
CREATE TABLE keys (
    key TEXT NOT NULL, entry INTEGER NOT NULL, kind TEXT NOT NULL, score REAL NOT NULL, PRIMARY KEY (key, entry)
) WITHOUT ROWID;
"""


def rows(entries: dict[int, tuple[list[str], str, float]]) -> list[KeyRow]:
    """Return the keys of suggestions."""
    return [(key, entry, kind, score) for entry, (keys, kind, score) in entries.items() for key in keys]


@given(ENTRIES, ENTRIES)
def test_changed_tops_are_those_of_all_keys(
    before: dict[int, tuple[list[str], str, float]], after: dict[int, tuple[list[str], str, float]]
) -> None:
    """Of each kind the two best of a beginning are known after any change, whether they rose, fell, went or came."""
    with closing(sqlite3.connect(":memory:")) as connection, mock.patch.object(tops, "MAX_PER_KIND", 2):
        connection.executescript(KEYS)
        connection.executemany("INSERT INTO keys VALUES (?, ?, ?, ?)", rows(before))
        TopTable(connection, is_new=True).finish()
        changed = TopTable(connection, is_new=False)
        for entry, (keys, _, _) in before.items():
            if before[entry] != after.get(entry):
                changed.remove(entry, keys)
                connection.execute("DELETE FROM keys WHERE entry = ?", (entry,))
        new = rows({entry: facts for entry, facts in after.items() if facts != before.get(entry)})
        connection.executemany("INSERT INTO keys VALUES (?, ?, ?, ?)", new)
        changed.add(new)
        changed.finish()
        found = connection.execute("SELECT * FROM tops").fetchall()
        connection.execute("DROP TABLE tops")
        TopTable(connection, is_new=True).finish()
        assert found == connection.execute("SELECT * FROM tops").fetchall()
