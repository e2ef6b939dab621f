"""The gateway's worker, less patient, so that tests need not wait."""

from gateway.worker import Worker


class Hasty(Worker):
    arrives_within = 1.0
    sends_within = 2.0
    parts_within = 1.0
    arriving_each = 40
