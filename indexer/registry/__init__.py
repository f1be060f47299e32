"""The record of every id ever given: it outlives every index, and a link is answered from it."""
