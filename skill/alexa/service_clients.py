"""Alexa's services for the skill: who the customer is, asked within a turn's time."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services import (
    ApiClient,
    ApiClientRequest,
    ApiClientResponse,
    ApiConfiguration,
    ServiceClientFactory,
    ServiceException,
)
from ask_sdk_runtime.exceptions import AskSdkException

from skill.shop.errors import PermissionMissing

_log = logging.getLogger(__name__)
_TIMEOUT = (1.0, 2.0)
"""Seconds to connect and to read: a turn has eight in all, and asking aloud is the way round."""
_FORBIDDEN = (401, 403)


class TimedApiClient(ApiClient):
    """The SDK's own client waits for ever; this one gives up."""

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        # Only a request for a call reaches Alexa's services.
        import requests

        answer = requests.request(
            request.method,
            request.url,
            headers=dict(request.headers or ()),
            data=request.body,
            timeout=_TIMEOUT,
            allow_redirects=False,
        )
        return ApiClientResponse(
            status_code=answer.status_code,
            headers=list(answer.headers.items()),
            body=answer.text,
        )


class _Unread(ApiClient):
    """Keeps a refusal's text from the SDK, which fails on codes it does not list: ACCESS_DENIED."""

    def __init__(self, client: ApiClient) -> None:
        self._client = client

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        answer = self._client.invoke(request)
        if answer.status_code in _FORBIDDEN:
            return ApiClientResponse(status_code=answer.status_code, body="null")
        return answer


def mobile_number(event: Mapping[str, Any], client: ApiClient) -> str:
    """The customer's number in E.164, or "" when there is none to be had.

    https://developer.amazon.com/en-US/docs/alexa/custom-skills/customer-profile-api-reference.html
    Raises PermissionMissing when the customer has not allowed it.
    """
    services = _services(event, client)
    if services is None:
        return ""
    try:
        return _joined(services.get_ups_service().get_profile_mobile_number())
    except ServiceException as failure:
        # The SDK turns whatever the client raises into one of these.
        if failure.status_code in _FORBIDDEN:
            raise PermissionMissing("the shopper has not allowed this") from failure
        _log.warning("The profile service answered %s.", failure.status_code)
    except AskSdkException as failure:
        _log.warning("The profile service was not understood: %s.", type(failure).__name__)
    return ""


def _joined(number: Any) -> str:
    """A PhoneNumber of the SDK, whose country code has its plus; None where nothing is stored."""
    return f"{number.country_code}{number.phone_number}" if number else ""


def _services(event: Mapping[str, Any], client: ApiClient) -> ServiceClientFactory | None:
    """The services the request gives access to; None where it gives none."""
    system = (event.get("context") or {}).get("System") or {}
    token, endpoint = system.get("apiAccessToken"), system.get("apiEndpoint")
    if not (isinstance(token, str) and isinstance(endpoint, str)):
        return None
    return ServiceClientFactory(
        ApiConfiguration(
            serializer=DefaultSerializer(),
            api_client=_Unread(client),
            authorization_value=token,
            api_endpoint=endpoint,
        )
    )
