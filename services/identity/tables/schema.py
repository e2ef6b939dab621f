"""Where the tables of identity are gathered, and how its domain is mapped to them."""

from sqlalchemy.orm import registry

from kernel.database import new_metadata

metadata = new_metadata()
mapper = registry(metadata=metadata)
