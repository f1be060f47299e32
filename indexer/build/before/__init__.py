"""The build before: what of it is kept, whether it is sound, and whether its registry is the one at hand.

How a new build is made is not here.
"""
