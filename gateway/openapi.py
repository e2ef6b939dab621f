"""The OpenAPI 3.1 document, made of the routes, the contracts and their schemas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import Any

from contracts.scopes import SCOPES
from gateway import oauth, problems
from gateway.errors import PROBLEM, message_of, status_of
from gateway.forms import FORM
from gateway.route import Route
from gateway.samples import FORMATS, sample
from kernel import schemas
from kernel.messages import Nothing, Operation, ServiceError, StaleVersion
from kernel.schemas import Schemas

COMPONENTS = "#/components/schemas/"
CONVENTIONS = (
    "JSON in UTF-8; instants in RFC 3339, UTC; decimals as strings; absent facts are nulls. "
    "Requests are read strictly, answers may gain fields. Errors are `application/problem+json`. "
    "See docs/api.md."
)
Json = dict[str, Any]


def document(routes: Sequence[Route], public_url: str) -> Json:
    found = Schemas(COMPONENTS)
    found.definitions["Problem"] = problems.SCHEMA
    found.definitions["OAuthError"] = oauth.SCHEMA
    paths: dict[str, Json] = defaultdict(dict)
    for route in routes:
        paths[route.path][route.method.lower()] = Described(route, found).operation()
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": schemas.DIALECT,
        "info": {"title": "НМО", "version": metadata_version(), "description": CONVENTIONS},
        "servers": [{"url": public_url}],
        "tags": [{"name": service} for service in sorted({route.operation.service for route in routes})],
        "paths": dict(paths),
        "components": {
            "schemas": dict(sorted(found.definitions.items())),
            "securitySchemes": SECURITY,
            "parameters": PARAMETERS,
            "headers": HEADERS,
            "examples": {code: _example(error) for code, error in problems.every().items()},
        },
    }


def metadata_version() -> str:
    """The version of the suite; of a checkout that is not installed, that of its first release."""
    try:
        return metadata.version("nmo")
    except metadata.PackageNotFoundError:
        return "0.1.0"


@dataclass(frozen=True)
class Described:
    """One route in the words of OpenAPI."""

    route: Route
    found: Schemas

    def operation(self) -> Json:
        operation = self.route.operation
        body = self._body()
        return {
            "operationId": self.route.name.replace(".", "_"),
            "summary": summary(operation),
            "description": schemas.summary(operation.takes),
            "tags": [operation.service],
            "x-operation": [each.key for each in self.route.operations],
            "x-roles": sorted(operation.roles),
            "x-step-up": operation.step_up,
            "x-scope": operation.scope,
            "security": self._security(),
            "parameters": self._parameters(),
            **({"requestBody": body} if body else {}),
            "responses": {str(self.route.status): self._answer(), **self._refusals()},
        }

    def _security(self) -> list[Json]:
        operation = self.route.operation
        bearer: Json = {"bearer": []}
        if self.route.form:
            return [{"program": []}, {}]
        if self.route.launched:
            return [{"launch": []}] if "token" in schemas.required(operation.takes) else []
        if operation.roles:
            return [bearer, *([{"oauth": [operation.scope]}] if operation.scope else [])]
        return [] if self.route.is_limited else [{}, bearer]

    def _parameters(self) -> list[Json]:
        operation, path = self.route.operation, self.route.parameters
        fields = self.found.fields(operation.takes, strict=True)
        listed = [_parameter(name, "path", fields[name], required=True) for name in path]
        if not self.route.has_body or self.route.launched:
            required = schemas.required(operation.takes)
            listed += [
                _parameter(name, "query", schema, required=name in required)
                for name, schema in fields.items()
                if name not in path and not (self.route.launched and name in NOT_IN_QUERY)
            ]
        headers = [
            ("IfMatch", self.route.has_version),
            ("IdempotencyKey", operation.once and not operation.reads),
            ("AcceptLanguage", True),
            ("CorrelationId", True),
        ]
        return listed + [{"$ref": f"#/components/parameters/{name}"} for name, applies in headers if applies]

    def _body(self) -> Json | None:
        if not self.route.has_body:
            return None
        if self.route.launched:
            return self._told()
        schema = schemas.omit(self.found.writing(self.route.operation.takes), self.route.parameters)
        if self.route.has_version:
            schema["required"].remove("version")  # If-Match may tell it
        if not schema["properties"]:
            return None
        content = {"schema": schema, "example": sample(schema, self.found.definitions)}
        media = FORM if self.route.form else "application/json"
        return {"required": bool(schema["required"]), "content": {media: content}}

    def _told(self) -> Json | None:
        """The body of what content tells is `content` itself."""
        content = self.found.fields(self.route.operation.takes, strict=True).get("content")
        if content is None:
            return None
        if content["type"] == "string":
            octets = {"schema": {"type": "string", "format": "binary"}, "example": "slide 7"}
            return {"content": {"application/octet-stream": octets}}
        told = {"schema": content, "example": sample(content, self.found.definitions)}
        return {"required": True, "content": {"application/json": told}}

    def _answer(self) -> Json:
        gives = self.route.operation.gives
        if gives is Nothing:
            return {"description": "Done."}
        headers = {"X-Correlation-Id": {"$ref": "#/components/headers/CorrelationId"}}
        if self.route.operation.reads or "version" in schemas.required(gives):
            headers["ETag"] = {"$ref": "#/components/headers/ETag"}
        if self.route.location:
            headers["Location"] = {"$ref": "#/components/headers/Location"}
        schema = self.found.refer(gives)
        if self.route.launched:
            schema = self.found.fields(gives, strict=False).get("content", schema)
        return {
            "description": schemas.summary(gives) or gives.__name__,
            "headers": headers,
            "content": {"application/json": {"schema": schema}},
        }

    def _refusals(self) -> Json:
        if self.route.form:
            return _oauth_refusals(self.route.errors)
        by_status: dict[int, list[type[ServiceError]]] = defaultdict(list)
        for error in dict.fromkeys(self.route.errors):
            by_status[status_of(error)].append(error)
            if error is StaleVersion:
                by_status[412].append(error)  # where If-Match told the version
        return {str(status): _refusal(by_status[status]) for status in sorted(by_status)}


def summary(operation: Operation[Any, Any]) -> str:
    """What an operation does, in the words of its name."""
    return operation.name.replace("_", " ").capitalize()


def _refusal(errors: Sequence[type[ServiceError]]) -> Json:
    examples = {error.__name__: {"$ref": f"#/components/examples/{error.__name__}"} for error in errors}
    content = {"schema": {"$ref": f"{COMPONENTS}Problem"}, "examples": examples}
    return {
        "description": " ".join(f"{error.__name__}: {message_of(error, 'en')}" for error in errors),
        "content": {PROBLEM: content},
    }


def _oauth_refusals(errors: Sequence[type[ServiceError]]) -> Json:
    told: dict[int, set[str]] = defaultdict(set)
    for error in errors:
        status, word = oauth.words_for(error)
        told[status].add(word)
    content = {"application/json": {"schema": {"$ref": f"{COMPONENTS}OAuthError"}}}
    return {
        str(status): {"description": f"{', '.join(sorted(told[status]))}.", "content": content}
        for status in sorted(told)
    }


def _example(error: type[ServiceError]) -> Json:
    value = {
        "type": f"/problems/{error.__name__}",
        "title": message_of(error, "ru"),
        "status": status_of(error),
        "detail": message_of(error, "ru"),
        "code": error.__name__,
        "instance": "/v1/…",
        "correlation_id": FORMATS["uuid"],
        "errors": [],
        "details": {},
    }
    return {"summary": message_of(error, "en"), "value": value}


def _parameter(name: str, where: str, schema: Json, *, required: bool) -> Json:
    described = {"description": schema["description"]} if "description" in schema else {}
    bare = {key: value for key, value in schema.items() if key != "description"}
    return {"name": name, "in": where, "required": required, **described, "schema": bare}


def _header(name: str, description: str, **schema: Any) -> Json:
    return {
        "name": name,
        "in": "header",
        "required": False,
        "description": description,
        "schema": {"type": "string", **schema},
    }


# Of what launched content asks: in headers, or the body itself.
NOT_IN_QUERY = frozenset({"token", "content", "media_type", "if_match", "if_none_match"})
SECURITY: Json = {
    "launch": {"type": "http", "scheme": "bearer"},
    "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "program": {"type": "http", "scheme": "basic"},
    "oauth": {
        "type": "oauth2",
        "flows": {"clientCredentials": {"tokenUrl": "/oauth/token", "scopes": dict(SCOPES)}},
    },
}
PARAMETERS = {
    "IdempotencyKey": _header(
        "Idempotency-Key", "A repeat with the same key gets the first answer.", minLength=1, maxLength=128
    ),
    "IfMatch": _header("If-Match", 'The version that was read, as `"3"`, instead of `version` in the body.'),
    "AcceptLanguage": _header("Accept-Language", "Of problems: ru (default) or en."),
    "CorrelationId": _header(
        "X-Correlation-Id", "Comes back, and stands in every log and event.", maxLength=128
    ),
}
HEADERS = {
    "CorrelationId": {"description": "Names this request.", "schema": {"type": "string"}},
    "ETag": {"description": 'Version and digest, `"3.9f2c…"`.', "schema": {"type": "string"}},
    "Location": {"description": "Where the new thing is.", "schema": {"type": "string"}},
}
