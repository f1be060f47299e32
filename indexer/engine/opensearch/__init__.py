"""The engine where one machine is not enough: passages in an OpenSearch cluster, found there and scored here by our
own formula. What a query means and what a match is worth may not be decided here.
"""
