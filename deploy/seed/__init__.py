"""The demo: organisations, people and activities of an installation that nobody depends on yet.

Everything goes through the public HTTP API, as people do it; only the first
administrator, whom nobody can appoint, is appointed by a command.
Activities are marked as demo; names and numbers belong to nobody.
"""
