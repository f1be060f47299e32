"""Tests of the monitoring room: lines of the log, ids of requests, and figures."""
