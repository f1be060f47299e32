"""Requests that cost much are answered at a few desks: processes of their own with limits, and a queue before them.

A desk answers a request with the application itself, so no page, no route and no word for readers may be in here.
"""
