"""The WSGI application, put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TypeAlias

import falcon

from contracts.identity import sessions
from gateway import documents, errors
from gateway.addresses import Addresses
from gateway.answering import Desk, Endpoint
from gateway.auth import Auth
from gateway.content import Content
from gateway.health import Health, Readiness
from gateway.keys import Keys
from gateway.limits import Limits
from gateway.oauth import OAuthEndpoint
from gateway.places import Places
from gateway.protection import Origins, Protection
from gateway.provenance import Provenance
from gateway.route import Route
from gateway.routes import ROUTES
from gateway.together import Together
from gateway.tracing import Tracing
from gateway.xapi import XapiEndpoint
from kernel.client import RpcClient
from kernel.messages import Nothing, ServiceError
from kernel.settings import GatewaySettings

App: TypeAlias = falcon.App[falcon.Request, falcon.Response]


def create_app(rpc: RpcClient, settings: GatewaySettings, routes: Sequence[Route] = ROUTES) -> App:
    app = App(
        middleware=[
            Tracing(),
            Protection(settings.public_url, settings.allowed_origins),
            # Pages of these sites may call the API. No cookies are ever involved.
            Origins(settings.allowed_origins),
        ]
    )
    app.add_error_handler(Exception, errors.render_bug)
    app.add_error_handler(falcon.HTTPError, errors.render_http)
    app.add_error_handler(ServiceError, errors.render)
    app.add_route("/healthz", Health())
    app.add_route("/readyz", Readiness(rpc))
    for path, resource in documents.resources(routes, settings.public_url).items():
        app.add_route(path, resource)
    content = Content(rpc, settings.content_url, settings.public_url, settings.allowed_origins)
    app.add_route("/content/{digest}/{path:path}", content)
    addresses = Addresses(settings.signing_key)
    desk = Desk(
        rpc=rpc,
        together=Together(rpc),
        auth=Auth(Keys(partial(rpc.call, sessions.jwks, Nothing())), settings.public_url),
        limits=Limits(settings.rate_limit),
        addresses=addresses,
        provenance=Provenance(addresses, Places()),
        trusted=settings.trusted_proxies,
    )
    add_routes(app, routes, desk)
    return app


def add_routes(app: App, routes: Iterable[Route], desk: Desk) -> None:
    """Serve `routes`; all that share a path are one resource."""
    at: dict[str, Resource] = defaultdict(Resource)
    for route in routes:
        responder = OAuthEndpoint if route.form else XapiEndpoint if route.launched else Endpoint
        at[route.path].add(route, responder(route, desk))
    for path, resource in at.items():
        app.add_route(path, resource)


class Resource:
    """Whatever can be done at one path."""

    def add(self, route: Route, endpoint: Endpoint) -> None:
        setattr(self, f"on_{route.method.lower()}", endpoint)
        if route.method == "GET":
            self.on_head = endpoint
