"""The rules that Rapporteur holds, one sentence each, checked on small real corpora.

No test replaces the engine by a mock.
"""
