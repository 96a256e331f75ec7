"""A stand-in for Alexa's customer services: who is speaking, and from which time zone."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from ask_sdk_model.services.api_client import ApiClient
from ask_sdk_model.services.api_client_request import ApiClientRequest
from ask_sdk_model.services.api_client_response import ApiClientResponse

_MOBILE_NUMBER = "/v2/accounts/~current/settings/Profile.mobileNumber"
_TIME_ZONE = "/settings/System.timeZone"


class CustomerServices(ApiClient):
    """Answers as Amazon's Customer Profile and Device Settings APIs do."""

    def __init__(
        self,
        mobile_number: str | None = "2065550123",
        *,
        permitted: bool = True,
        time_zone: str = "America/Los_Angeles",
    ) -> None:
        self.mobile_number = mobile_number
        """As Alexa has it, without the country code; None when the account has none."""
        self.permitted = permitted
        """Whether the shopper lets the skill read it."""
        self.time_zone = time_zone
        """Name in the IANA time zone database."""

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        path = urlsplit(request.url).path
        if request.method != "GET":
            return _response(405, {"code": "METHOD_NOT_ALLOWED", "message": "Only GET."})
        if path == _MOBILE_NUMBER:
            return self._mobile_number()
        if path.startswith("/v2/devices/") and path.endswith(_TIME_ZONE):
            return _response(200, self.time_zone)
        return _response(404, {"code": "NOT_FOUND", "message": f"There is no {path}."})

    def _mobile_number(self) -> ApiClientResponse:
        if not self.permitted:
            # The very body Alexa sends: ask-sdk-model has no such code and fails to read it.
            message = "Access denied with reason: ACCESS_NOT_REQUESTED"
            return _response(403, {"code": "ACCESS_DENIED", "message": message})
        if self.mobile_number is None:
            return _response(204, None)
        return _response(200, {"countryCode": "+1", "phoneNumber": self.mobile_number})


def _response(status: int, body: Any) -> ApiClientResponse:
    return ApiClientResponse(
        headers=[("Content-Type", "application/json")],
        status_code=status,
        body="" if body is None else json.dumps(body),
    )
