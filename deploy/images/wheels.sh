#!/bin/sh
# Fetch the locked dependencies into deploy/images/wheels, from where the suite's image takes them.
#
#     deploy/images/wheels.sh 3.13        the Python of the base image
#
# Run it where a package index is reached; the image can then be built where none is (PIP_NO_INDEX=1).
set -eu
cd "$(dirname "$0")/../.."
folder=deploy/images/wheels
fetched="$folder/python-$1.lock"
cmp --silent requirements.lock "$fetched" && exit
rm -f "$folder"/*.whl "$folder"/*.lock
.venv/bin/python -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
    --only-binary=:all: --python-version "$1" --implementation cp \
    --platform "manylinux_2_28_$(uname -m)" --platform "manylinux_2_17_$(uname -m)" --platform "manylinux2014_$(uname -m)" \
    --requirement requirements.lock --dest "$folder"
cp requirements.lock "$fetched"
echo "$(ls "$folder"/*.whl | wc -l) packages in $folder"
