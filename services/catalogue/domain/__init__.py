"""Pure rules of the catalogue: no clock, no database, no broker."""
