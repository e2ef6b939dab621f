"""Pure rules of admission: no clock, no database, no broker."""
