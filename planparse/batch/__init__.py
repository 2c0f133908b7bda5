"""Many documents in, one plan JSON each out: each in its own limits, over all cores or a cluster, resumed after any stop.

The way of a run: `sources` finds the documents, `listing` has them hashed and archives unpacked, `run` has each parsed
by an engine (`crew` here, `cluster` beyond this machine) that calls `worker`; `manifest` remembers, `summary` tells.
"""
