"""The URLs of the site in both directions: parse the arguments of a request, and build the path of a page.

Nothing here queries an index or knows what a page shows.
"""
