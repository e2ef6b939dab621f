"""Pure rules of identity: no clock, no database, no keys."""
