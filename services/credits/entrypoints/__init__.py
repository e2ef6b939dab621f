"""Entrypoints of credits by subject; `service.py` is their sum. Tables of contents: no logic here."""
