"""Default deny: a page says who may open it, or the app does not start."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.extensions import login_manager
from webapp.models import Role, Staff, Student

View = TypeVar("View", bound=Callable[..., Any])

# Files of the app and of the libraries it serves: the same for everybody.
PUBLIC_ENDPOINTS = frozenset({"static", "bootstrap.static"})


class Permission(StrEnum):
    """Who may open a page."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"  # students and staff alike
    STUDENT = "student"
    REVIEWER = "reviewer"  # an admin is one too, of every college
    STAFF = "staff"  # whatever their role
    LEADER = "leader"  # whoever may be given a roll call: the domain says which are theirs
    ADMIN = "admin"


_ROLES = {
    Permission.STAFF: set(Role),
    Permission.REVIEWER: {Role.REVIEWER, Role.ADMIN},
    Permission.LEADER: {Role.LEADER, Role.REVIEWER, Role.ADMIN},
    Permission.ADMIN: {Role.ADMIN},
}


def allow(permission: Permission) -> Callable[[View], View]:
    """Declare who may open a view. Put it directly above the function, below the route."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined] # read again by permission_of
        return view

    return mark


def permission_of(app: Flask, endpoint: str) -> Permission | None:
    """The permission an endpoint declares; None when it declares none."""
    if endpoint in PUBLIC_ENDPOINTS:
        return Permission.PUBLIC
    return getattr(app.view_functions[endpoint], "permission", None)


def require_declarations(app: Flask) -> None:
    """Raise RuntimeError when a page does not say who may open it."""
    silent = sorted(name for name in app.view_functions if permission_of(app, name) is None)
    if silent:
        raise RuntimeError(f"no permission declared for: {', '.join(silent)}")


def holds(user: Any, permission: Permission) -> bool:
    """Whether a user (or the anonymous one) has a permission."""
    if permission is Permission.PUBLIC:
        return True
    if permission is Permission.SIGNED_IN:
        return isinstance(user, Student | Staff)
    if permission is Permission.STUDENT:
        return isinstance(user, Student)
    return isinstance(user, Staff) and user.role in _ROLES[permission]


def enforce() -> ResponseReturnValue | None:
    """Before every request: let in who may enter, send strangers to the log-in, refuse the others."""
    if request.endpoint is None:
        return None  # no such page: Flask answers 404
    permission = permission_of(current_app, request.endpoint)
    if permission is None:
        abort(403)
    if holds(current_user, permission):
        return None
    if current_user.is_authenticated:
        abort(403)
    return login_manager.unauthorized()  # type: ignore[no-any-return] # the library has no types
