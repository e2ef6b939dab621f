"""The way out of identity: to Госуслуги (ЕСИА), or to another provider of OpenID Connect.

`providers.provider_of(settings)` is the one that this suite is set up for.
"""
