"""The queue on disk, the supervisor of the worker process, event decoding, resume. Not here: what a job computes."""
