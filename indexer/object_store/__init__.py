"""Object stores that speak S3, as places of papers: their addresses, and objects listed and fetched.

Nothing is ever written there, and what the bytes of an object are is no business of this room.
"""
