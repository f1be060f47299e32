"""A real OpenSearch 3 for tests: one node that all tests of a run share, and clusters of which nodes are killed."""
