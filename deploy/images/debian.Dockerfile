# Stand-ins for the public base images, made of Debian's packages: see docs/deployment.md.
# One target for each; what every one of them has to offer is written there, too.

ARG DEBIAN
FROM ${DEBIAN} AS debian
RUN printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d \
    && apt-get update && apt-get install --yes --no-install-recommends ca-certificates curl

FROM debian AS python
RUN apt-get install --yes --no-install-recommends python3 python3-venv

FROM debian AS rabbitmq
RUN groupadd --system --gid 999 rabbitmq \
    && useradd --system --uid 999 --gid rabbitmq --home-dir /var/lib/rabbitmq rabbitmq \
    && apt-get install --yes --no-install-recommends rabbitmq-server
ENV PATH=/usr/lib/rabbitmq/bin:$PATH HOME=/var/lib/rabbitmq LANG=C.UTF-8

FROM debian AS postgres
RUN groupadd --system --gid 999 postgres \
    && useradd --system --uid 999 --gid postgres --home-dir /var/lib/postgresql postgres \
    && mkdir /etc/postgresql-common \
    && echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf \
    && apt-get install --yes --no-install-recommends --option DPkg::Options::=--force-confold postgresql \
    && ln -s /usr/lib/postgresql/*/bin/* /usr/local/bin/

FROM debian AS minio
COPY minio /usr/local/bin/minio
