"""What several readers share: encodings, file types, list numbers, tables, inline text, packed XML. A rule of one
format only may not be in it.
"""
