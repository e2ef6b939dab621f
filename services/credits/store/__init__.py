"""Every query of the credits service, by aggregate."""
