"""Tests of how pages are cited and described to machines."""
