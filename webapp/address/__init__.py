"""The URLs of the site in both directions: parsing the arguments of a request, and building the path of a page. It may
not query an index or know a page.
"""
