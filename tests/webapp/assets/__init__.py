"""Tests of static files and of compression."""
