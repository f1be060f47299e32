"""The rules that Rapporteur holds, one sentence each, checked on small real corpora."""
