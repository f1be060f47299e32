"""Brings builds from another index folder to this one, for sites on machines of their own.

What a build is and how one becomes live belongs to `store`.
"""
