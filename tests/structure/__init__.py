"""Tests of `indexer.structure`, one module per module or rule. Tests of readers do not belong here."""
