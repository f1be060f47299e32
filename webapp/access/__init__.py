"""What is decided of every request before a route sees it, and of every answer after: hosts, proxies, paths, headers.

No page and nothing of an index may be in it.
"""
