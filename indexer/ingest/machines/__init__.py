"""Read files on several machines: the workers of a dask.distributed scheduler read, each file within its limits.

How one machine reads is the job of `ingest`; what becomes of the readings is no business of a worker.
"""
