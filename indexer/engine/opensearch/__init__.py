"""The engine for collections beyond one machine: passages as documents of an OpenSearch cluster, searched by our words.

Words are cut, folded and expanded here and ranked here; the cluster finds, counts and orders. What more than one engine
needs may not be here.
"""
