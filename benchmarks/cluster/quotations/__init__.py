"""Drafts, versions and similar passages answered from a cluster and from the columns of the same build, compared."""
