"""Pure rules of monitoring: which fact counts for which indicator."""
