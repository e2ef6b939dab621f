#!/bin/sh
# Start PostgreSQL with the arguments given; before its first start, create its data folder.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    # What an interrupted attempt left.
    rm -rf "$PGDATA"
    # Before version 18 the search reads Cyrillic by the locale of the system, whatever the provider.
    initdb --username postgres --pwfile /run/secrets/password --auth scram-sha-256 \
        --encoding UTF8 --locale C.UTF-8 --locale-provider builtin --builtin-locale C.UTF-8
fi
exec postgres "$@"
