"""Stock nameko: Falcon, and a proxy of each thread as nameko's documentation has it."""

from __future__ import annotations

import os
import threading

import falcon
from nameko.standalone.rpc import ClusterRpcProxy

PAYLOAD = {"person_id": "0198f1c2-7a5e-7c31-9d0e-2f6f5b1c4a77"}


class Proxy(threading.local):
    def __init__(self) -> None:
        self.cluster = ClusterRpcProxy({"AMQP_URI": os.environ["BENCH_BROKER_URL"]}, timeout=10).start()


class Echo:
    def __init__(self) -> None:
        self._proxy = Proxy()

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        resp.media = self._proxy.cluster.echo.echo(PAYLOAD)


application: falcon.App[falcon.Request, falcon.Response] = falcon.App()
application.add_route("/echo", Echo())
