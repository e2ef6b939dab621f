#!/bin/sh
# Base images for a machine that reaches a mirror of Debian, but no registry of images.
#
#     deploy/images/build.sh        build what is missing of the images that stand-in.env names
#
# NMO_DEBIAN_MIRROR   where Debian's packages come from; by default where debootstrap takes them
# NMO_IMAGES_CACHE    where downloads are kept
#
# Needs: docker, debootstrap, root, and Go for the document store. What is built once is kept.
set -eu
cd "$(dirname "$0")/../.."
. deploy/images/stand-in.env

debian=$NMO_REGISTRY/stand-in/debian:trixie
cache=${NMO_IMAGES_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/nmo-images}
python=.venv/bin/python
mkdir -p "$cache/context"

exists() { docker image inspect "$1" >/dev/null 2>&1; }

# Debian itself, from its packages.
exists "$debian" || {
    echo "Building $debian"
    rm -rf "$cache/trixie"
    debootstrap --variant=minbase trixie "$cache/trixie" ${NMO_DEBIAN_MIRROR:+"$NMO_DEBIAN_MIRROR"} >"$cache/debootstrap.log"
    tar --directory "$cache/trixie" --create . | docker import - "$debian" >/dev/null
    rm -rf "$cache/trixie"
}

# MinIO publishes no binaries any more, and Debian has no package of it: compiled from its sources.
[ -x .venv/bin/minio ] || $python -m deploy.embedded.minio
cp --update .venv/bin/minio "$cache/context/minio"

build() {
    exists "$NMO_REGISTRY/$2" || {
        echo "Building $NMO_REGISTRY/$2"
        docker build --quiet --network host --build-arg "DEBIAN=$debian" --target "$1" \
            --tag "$NMO_REGISTRY/$2" --file deploy/images/debian.Dockerfile "$cache/context"
    }
}
build python "$NMO_PYTHON_IMAGE"
build rabbitmq "$NMO_RABBITMQ_IMAGE"
build postgres "$NMO_POSTGRES_IMAGE"
build minio "$NMO_MINIO_IMAGE"

# The suite's own dependencies, so that its image is built without a network.
deploy/images/wheels.sh 3.13
