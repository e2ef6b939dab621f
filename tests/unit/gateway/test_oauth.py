"""OAuth is read from forms and refused in its own words, whatever is sent."""

from __future__ import annotations

import base64
from typing import Any

import falcon
import falcon.testing
import pytest

from contracts.identity.oauth import RequestToken, issue_token
from contracts.scopes import SCOPES
from gateway.forms import FORM, Form
from gateway.oauth import words_for
from gateway.problems import every
from gateway.route import Route
from kernel.messages import Invalid
from tests.builders.gateway import ISSUER, a_client

TOKEN = Route("POST", "/oauth/token", issue_token, form=True)


@pytest.fixture(scope="module")
def client() -> falcon.testing.TestClient:
    return a_client()


def read(body: str, **headers: str) -> RequestToken:
    request = falcon.testing.create_req(
        method="POST", body=body.encode(), headers={"Content-Type": FORM, **headers}
    )
    command: RequestToken = Form(TOKEN).command(request, {})
    return command


def basic(text: str) -> str:
    return f"Basic {base64.b64encode(text.encode()).decode()}"


def refused(client: falcon.testing.TestClient, body: str, **headers: str) -> falcon.testing.Result:
    return client.simulate_post("/oauth/token", body=body, headers={"Content-Type": FORM, **headers})


def test_a_program_tells_name_and_secret_in_the_form() -> None:
    command = read("grant_type=client_credentials&client_id=me&client_secret=hush%20hush&scope=a+b")

    assert (command.client_id, command.client_secret, command.scope) == ("me", "hush hush", "a b")


def test_a_program_tells_name_and_secret_by_basic_each_encoded() -> None:
    """RFC 6749, section 2.3.1."""
    command = read("grant_type=client_credentials", Authorization=basic("me%3A2:hush+hush"))

    assert (command.client_id, command.client_secret) == ("me:2", "hush hush")


def test_a_parameter_nobody_knows_is_ignored() -> None:
    """RFC 6749, section 3.2."""
    assert read("grant_type=client_credentials&colour=red").grant_type == "client_credentials"


def test_a_parameter_without_a_value_is_as_if_it_were_left_out() -> None:
    """RFC 6749, section 3.2."""
    assert read("grant_type=client_credentials&scope=&client_id=").scope is None


@pytest.mark.parametrize(
    ("body", "headers", "broken"),
    [
        ("scope=a", {}, {"grant_type": "required"}),
        ("grant_type=a&grant_type=a", {}, {"grant_type": "repeated"}),
        ("grant_type=%FF", {}, {"": "form.format"}),
        ("&".join(f"a{number}=1" for number in range(60)), {}, {"": "form.format"}),
        ("grant_type=a", {"Authorization": "Bearer token"}, {"Authorization": "form.basic"}),
        ("grant_type=a", {"Authorization": "Basic ???"}, {"Authorization": "form.basic"}),
        ("grant_type=a", {"Authorization": "Basic é"}, {"Authorization": "form.basic"}),
        ("grant_type=a", {"Authorization": basic("no colon")}, {"Authorization": "form.basic"}),
        ("grant_type=a&client_secret=other", {"Authorization": basic("me:hush")}, {"client": "client.proof"}),
        ("grant_type=a&client_id=other", {"Authorization": basic("me:hush")}, {"client": "client.proof"}),
        (f"grant_type=a&client_secret={'x' * 2000}", {}, {"client_secret": "text.long"}),
        ("grant_type=a%00b", {}, {"grant_type": "text.control"}),
    ],
)
def test_what_is_no_request_is_refused(body: str, headers: dict[str, str], broken: dict[str, str]) -> None:
    with pytest.raises(Invalid) as error:
        read(body, **headers)

    assert error.value.details == broken


def test_a_secret_in_the_address_is_refused(client: falcon.testing.TestClient) -> None:
    """Addresses are logged by every proxy on the way."""
    answer = client.simulate_post(
        "/oauth/token", query_string="client_secret=hush", body="grant_type=a", headers={"Content-Type": FORM}
    )

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")


def test_a_refusal_is_in_the_words_of_the_standard(client: falcon.testing.TestClient) -> None:
    answer = refused(client, "scope=a")

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/json")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json == {
        "error": "invalid_request",
        "error_description": "The request does not satisfy its contract.",
        "error_uri": "/problems/Invalid",
    }


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", ""])
def test_nothing_but_a_form_is_read(client: falcon.testing.TestClient, content_type: str) -> None:
    answer = client.simulate_post("/oauth/token", body="{}", headers={"Content-Type": content_type})

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")


@pytest.mark.parametrize("error", every().values(), ids=every())
def test_every_error_has_a_word_of_the_standard(error: Any) -> None:
    status, word = words_for(error)

    assert 400 <= status < 600
    assert word.replace("_", "").isalpha()


def test_the_server_tells_what_it_offers(client: falcon.testing.TestClient) -> None:
    """RFC 8414."""
    told = client.simulate_get("/.well-known/oauth-authorization-server").json

    assert (told["issuer"], told["token_endpoint"]) == (ISSUER, f"{ISSUER}/oauth/token")
    assert told["grant_types_supported"] == ["client_credentials"]
    assert told["token_endpoint_auth_methods_supported"] == [
        "client_secret_basic",
        "client_secret_post",
        "private_key_jwt",
    ]
    assert told["scopes_supported"] == sorted(SCOPES)
    assert not any(name.startswith("HS") for name in told["token_endpoint_auth_signing_alg_values_supported"])


@pytest.mark.parametrize("path", ["/oauth/token", "/oauth/introspection", "/oauth/revocation"])
def test_the_document_of_the_api_tells_of_forms(client: falcon.testing.TestClient, path: str) -> None:
    described = client.simulate_get("/openapi.json").json["paths"][path]["post"]

    assert list(described["requestBody"]["content"]) == [FORM]
    assert {"400", "401", "429", "503"} <= described["responses"].keys()
