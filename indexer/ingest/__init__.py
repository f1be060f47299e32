"""Reads files in processes of their own, within limits, and caches the readings. What a format looks like or what a
paper says is not decided here.
"""
