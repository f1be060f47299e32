"""What several readers share: encodings, file types, list numbers, tables, inline text, packed XML.

A rule that only one format needs belongs to the reader of that format.
"""
