"""From where somebody logs in: a device that has logged in to this account before, or a network.

Attempts from elsewhere never pause a student's own phone (docs/decisions/0003-login-pause.md).
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets

from flask import Response, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from webapp import current

COOKIE = "bupai_device"
MAX_AGE_SECONDS = 400 * 24 * 3600  # the longest that browsers keep a cookie
MAX_ACCOUNTS = 8  # that one device remembers
UNKNOWN_NETWORK = "unknown"
IPV6_PREFIX = 64  # what one household or phone gets


def network() -> str:
    """The network address of this request: IPv4 as it is, IPv6 without the part that its owner can choose."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return UNKNOWN_NETWORK
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, IPV6_PREFIX), strict=False))
    return str(address)


def origin(kind: str, account: str) -> str:
    """The device when it has logged in to this account before, else the network."""
    device, accounts = _read()
    return f"device:{device}" if _mark(kind, account) in accounts else f"network:{network()}"


def remember(response: Response, kind: str, account: str) -> None:
    """Give this device its signed cookie, or add the account to it, after a right password."""
    device, accounts = _read()
    mark = _mark(kind, account)
    kept = [other for other in accounts if other != mark][-(MAX_ACCOUNTS - 1) :]
    response.set_cookie(
        COOKIE,
        _serializer().dumps({"device": device, "accounts": [*kept, mark]}),
        max_age=MAX_AGE_SECONDS,
        httponly=True,
        secure=not current.settings().insecure_cookies,
        samesite="Lax",
    )


def _read() -> tuple[str, list[str]]:
    """The device's name and its accounts; a new name when there is no cookie of ours."""
    try:
        value = _serializer().loads(request.cookies.get(COOKIE, ""), max_age=MAX_AGE_SECONDS)
    except BadSignature:
        return secrets.token_hex(16), []
    return value["device"], value["accounts"]


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current.settings().secret_key, salt="bupai device")


def _mark(kind: str, account: str) -> str:
    """An account as the cookie holds it: its reader learns no number from it."""
    secret = current.settings().secret_key.encode()
    return hmac.new(secret, f"device\n{kind}\n{account}".encode(), hashlib.sha256).hexdigest()[:16]
