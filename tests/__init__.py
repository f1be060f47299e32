"""The rules that Rapporteur holds, one sentence each, checked on small real corpora. A test may not replace the engine
by a mock.
"""
