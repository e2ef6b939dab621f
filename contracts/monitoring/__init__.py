"""Monitoring: the facts of all services counted, published and replayed."""
