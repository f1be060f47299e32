"""The engine for collections beyond one machine: passages as documents of an OpenSearch cluster, ranked by our formula.

How words are cut and folded, and what pages show of passages, may not be here.
"""
