"""The language in which the program speaks to a reader: the seam between its messages and the catalogues of the site.

Catalogues are read by `webapp`; the languages of papers and of queries belong to `text` and `query`.
"""
