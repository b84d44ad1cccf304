"""bupai (补拍): the make-up graduation photo, seen to in time."""

from __future__ import annotations

import os
from datetime import timedelta

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import assets, cli, current, database, language, pages, storage
from webapp.config import ROOT, Settings
from webapp.extensions import bootstrap, compress, csrf, db, limiter, login_manager, migrate, talisman

CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": ["'self'", "data:", "blob:"],
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
FORM_OVERHEAD_BYTES = 1024 * 1024  # what a form adds around its file


def create_app(settings: Settings | None = None) -> Flask:
    """The app, wired from `settings` (by default read from the environment).

    Raises SettingsError when the settings are not safe to start with.
    """
    settings = settings or Settings.from_env(os.environ)
    app = Flask(
        __name__,
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
        instance_path=str(settings.uploads_folder.parent.resolve()),
    )
    _configure(app, settings)
    app.extensions[current.SETTINGS] = settings
    app.extensions[current.STORAGE] = storage.make_storage(settings)
    _bind_extensions(app, settings)
    database.prepare(app)
    language.register(app)
    pages.register(app)
    assets.register(app)
    cli.register(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        MAX_CONTENT_LENGTH=settings.upload_max_bytes + FORM_OVERHEAD_BYTES,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=not settings.insecure_cookies,
        # Signed with its time and renewed at each request: the session ends after idling.
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=settings.idle_minutes),
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as the session it belongs to
        BOOTSTRAP_SERVE_LOCAL=True,
        RATELIMIT_STORAGE_URI=settings.ratelimit_storage,
        RATELIMIT_HEADERS_ENABLED=True,
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign] # the documented way to wrap an app


def _bind_extensions(app: Flask, settings: Settings) -> None:
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    login_manager.init_app(app)
    csrf.init_app(app)
    limiter.init_app(app)
    bootstrap.init_app(app)
    compress.init_app(app)
    talisman.init_app(
        app,
        content_security_policy=CONTENT_SECURITY_POLICY,
        force_https=settings.is_production,
        session_cookie_secure=not settings.insecure_cookies,
        strict_transport_security=settings.is_production,
        permissions_policy={"geolocation": "(self)", "camera": "()", "microphone": "()"},
        referrer_policy="same-origin",
    )
