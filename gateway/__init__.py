"""The HTTP face of the suite: no database, no rule.

It reads a request strictly, finds out who asks, calls one operation, and renders the answer.
Every route is a line of `gateway.routes`; the rest of the package serves any of them.
"""
