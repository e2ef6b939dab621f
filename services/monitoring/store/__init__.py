"""Every query of monitoring, by what it is about: `store.feed.after(...)`."""

from services.monitoring.store import anomalies, cells, consents, feed, heads, parked

__all__ = ["anomalies", "cells", "consents", "feed", "heads", "parked"]
