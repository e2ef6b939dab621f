"""The published language: one module per owning service.

A contract module holds only data: commands, views, events, errors, operations.
Changing one is changing a promise:

- a new optional field, a new operation, a new event may come at any time;
- a field, an operation, an error never changes its meaning and never disappears within `v1`;
- what breaks an old reader is a new version of the event, emitted beside the old one.

`tests/contract` holds the snapshot of every promise made.
"""
