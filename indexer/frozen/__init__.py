"""Searches of a past build: what stood in it is compared with the live build, and only what differs is read.

What stood in each build is recorded by `registry/past_builds`; how the answer is shown belongs to the site.
"""
