"""Queries as the cluster's query language says them: which passages match, about what they score, and in which order.

Ranking by our own formula and what is done with answers may not be here.
"""
