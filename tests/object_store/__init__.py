"""Tests of papers in an object store; a real server of S3 answers."""
