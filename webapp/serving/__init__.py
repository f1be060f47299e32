"""The processes that answer requests, the sockets that they share, and the limits that hold for all of them together.

No page, no route and nothing of an index may be in it: it runs any WSGI application.
"""
