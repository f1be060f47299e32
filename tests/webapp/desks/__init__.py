"""Tests of the desks: the queue before them, their limits, and what is left when a process is killed."""
