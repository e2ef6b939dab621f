"""Monitoring: the facts of all services counted, published and kept for those who ask later.

Owns: the event log behind the HTTP feed, the counts behind the open statistics, the parked
messages that operators settle, a copy of the consents by which agencies are told of people,
and what stands out in the journals. Announces `AnomalyDetected`.
Vocabulary: an *indicator* is one thing counted; a *cell* is its count for one dimension on one day;
a cell with fewer people behind it than the *least group* is suppressed;
a *sighting* is one line of a journal that a rule of anomalies counts.
"""
