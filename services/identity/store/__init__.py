"""Every query of identity, by aggregate."""
