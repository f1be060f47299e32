"""The build before: what of it is kept, and whether it is sound.

How a new build is made is not here.
"""
