"""Pure rules of the portfolio: no clock, no database, no broker, no store."""
