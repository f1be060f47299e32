"""Tests of the concordance, the chart and the matrix. Tests of the list of results do not belong here."""
