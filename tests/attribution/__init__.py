"""Tests of what a draft states around a quotation, and of how it is held against the papers."""
