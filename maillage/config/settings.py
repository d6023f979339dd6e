"""The one settings file; everything that differs between machines comes from environment variables.

MAILLAGE_HOME, MAILLAGE_SECRET_KEY, MAILLAGE_DATABASE_URL, MAILLAGE_HOSTS, MAILLAGE_HTTPS,
MAILLAGE_SQLITE_JOURNAL, MAILLAGE_DEPARTEMENT, MAILLAGE_ADDRESS, MAILLAGE_EMAIL_URL, MAILLAGE_EMAIL_FROM,
MAILLAGE_SECOND_FACTOR, MAILLAGE_OIDC_ISSUER, MAILLAGE_OIDC_NAME, MAILLAGE_OIDC_CLIENT, MAILLAGE_OIDC_SECRET,
MAILLAGE_LOG, MAILLAGE_METRICS_TOKEN.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from maillage.config.home import home_folder, secret_key
from maillage.config.mail import mail_of
from maillage.config.sqlite import sqlite_options
from maillage.config.watching.logs import logging_of

PACKAGE = Path(__file__).resolve().parent.parent
HOME = home_folder()
SECRET_KEY = secret_key(HOME)
HTTPS = os.environ.get("MAILLAGE_HTTPS") == "1"
DEBUG = False
ALLOWED_HOSTS = os.environ.get("MAILLAGE_HOSTS", "127.0.0.1,localhost,testserver").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "maillage.programme.journal",
    "maillage.programme.territories",
    "maillage.programme.people",
    "maillage.programme.places",
    "maillage.programme.diagnosis",
    "maillage.programme.surveys",
    "maillage.programme.governance",
    "maillage.programme.siting",
    "maillage.programme.roadmap",
    "maillage.programme.funding",
    "maillage.programme.privacy",
    "maillage.design",
    "maillage.portal",
]

MIDDLEWARE = [
    "maillage.config.watching.requests.WatchMiddleware",
    "maillage.config.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "maillage.config.sharing.SharingMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "maillage.programme.people.sessions.ReadingSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "maillage.programme.people.sessions.SessionLimitsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "maillage.config.urls"
WSGI_APPLICATION = "maillage.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maillage.design.context.page",
                "maillage.portal.context.navigation",
            ],
        },
    }
]
NAVIGATION = (
    ("Accueil", "/"),
    ("Diagnostic", "/diagnostic/"),
    ("Lieux", "/lieux/"),
    ("Méthode", "/diagnostic/methode/"),
)
NAVIGATION_BY_RIGHT = (
    ("Tableau de bord", "/tableau-de-bord/", "see_governance"),
    ("Gouvernance", "/gouvernance/", "see_governance"),
    ("Feuille de route", "/feuille-de-route/", "see_roadmap"),
    ("Financements", "/financements/", "see_funding"),
)
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.parse(os.environ.get("MAILLAGE_DATABASE_URL", f"sqlite:///{HOME / 'maillage.sqlite3'}"))
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = sqlite_options(os.environ.get("MAILLAGE_SQLITE_JOURNAL", "PERSIST"))
DEPARTEMENT = os.environ.get("MAILLAGE_DEPARTEMENT", "95")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "maillage.programme.people.validators.PasswordRules"}]
AXES_FAILURE_LIMIT = 5
AXES_LOCK_OUT_AT_FAILURE = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], ["username"]]
AXES_USERNAME_FORM_FIELD = "email"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_CALLABLE = "maillage.portal.errors.too_many_attempts"
AXES_VERBOSE = False
CSRF_FAILURE_VIEW = "maillage.portal.errors.csrf_failure"
LOGIN_URL = "people:login"
AXES_SENSITIVE_PARAMETERS = ["code"]
SECOND_FACTOR = os.environ.get("MAILLAGE_SECOND_FACTOR", "administrateurs" if HTTPS else "personne")
OIDC_ISSUER = os.environ.get("MAILLAGE_OIDC_ISSUER", "")
OIDC_NAME = os.environ.get("MAILLAGE_OIDC_NAME", "ProConnect")
OIDC_RP_CLIENT_ID = os.environ.get("MAILLAGE_OIDC_CLIENT", "")
OIDC_RP_CLIENT_SECRET = os.environ.get("MAILLAGE_OIDC_SECRET", "")
OIDC_RP_SCOPES, OIDC_RP_SIGN_ALGO = "openid email", "RS256"
OIDC_USE_PKCE, OIDC_TIMEOUT = True, 10
OIDC_AUTHENTICATION_CALLBACK_URL = "people:provider_back"
if OIDC_ISSUER:
    AUTHENTICATION_BACKENDS.append("maillage.programme.people.provider.ProviderBackend")
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "portal:home"

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "files"

ADDRESS = os.environ.get("MAILLAGE_ADDRESS", "")
_MAIL = mail_of(os.environ.get("MAILLAGE_EMAIL_URL", ""), HOME)
EMAIL_BACKEND, EMAIL_FILE_PATH = _MAIL.backend, _MAIL.folder
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.tls, _MAIL.ssl
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("MAILLAGE_EMAIL_FROM", "maillage@localhost")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "maillage-session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "maillage-csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS = 8 * 3600
SESSION_IDLE_SECONDS = 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Pages for visitors without a session, of this process: at most a thousand, compressed.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}
LOGGING = logging_of(os.environ.get("MAILLAGE_LOG", "texte"))
METRICS_TOKEN = os.environ.get("MAILLAGE_METRICS_TOKEN", "")
