"""Catalogues on a PostgreSQL server, which any number of web nodes read at once.

What a catalogue answers is in `store/sql`; here is how its rows are kept for several builds, read and written.
"""
