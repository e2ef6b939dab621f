"""The whole suite on one machine, without containers: `make up`.

A part (`broker`, `postgres`, `store`) is something the services need. Each has
its own folder, ports and secrets under one root, listens on 127.0.0.1 only, and
leaves alone whatever else runs on the machine. The tests use the same parts.
"""
