"""Read files in processes of their own, within limits, and cache the readings.

How a format is read belongs to `readers`, and what a paper says to `structure`.
"""
