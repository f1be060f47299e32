"""Tests of what is decided of every request: hosts, proxies, the base path, and who may send forms."""
