"""Django's settings. What differs between deployments comes from `advocacy.env`; nothing is read elsewhere."""

from datetime import timedelta

from celery.schedules import crontab
from csp.constants import NONE, SELF

from advocacy import env as environment

ENV = environment.read()
BASE_DIR = environment.BASE_DIR
DATA_DIR = ENV.data_dir
environment.private_folder(DATA_DIR)

SECRET_KEY = ENV.secret_key
DEBUG = ENV.debug
ALLOWED_HOSTS = ENV.allowed_hosts
BASE_URL = ENV.base_url
DATA_LICENCE = ENV.data_licence

INSTALLED_APPS = [
    "advocacy",
    "public",
    "intake",
    "reports",
    "letters",
    "people",
    "links",
    "nested_admin",
    "django_celery_beat",
    "django_countries",
    "django_filters",
    "csp",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "advocacy.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "public.open_data.OpenDataMiddleware",
    "public.caching.PublicCacheMiddleware",
    "public.language.LanguageMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "advocacy.urls"
WSGI_APPLICATION = "advocacy.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- Database -------------------------------------------------------------------------------------------------------
DATABASES = {"default": dict(ENV.database)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock at the start, where SQLite's timeout applies; with the default a transaction that
    # reads and then writes fails at once. WAL lets readers go on while one process writes.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Cache ------------------------------------------------------------------------------------------------------------
# Each process keeps what it made; what is kept is looked up by the record's revision, so that they need not agree.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Some 30 kB a page: as many as fit into 30 MB or so.
        "OPTIONS": {"MAX_ENTRIES": 1_000, "CULL_FREQUENCY": 4},
    }
}

# --- Time and language ----------------------------------------------------------------------------------------------
# What staff and programs read, and what readers get whose language is not among those below (public/language.py).
LANGUAGE_CODE = "en"
# docs/translating.md tells how one is added.
LANGUAGES = [("en", "English"), ("hy", "Armenian"), ("fr", "French"), ("ru", "Russian")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = ENV.time_zone
USE_I18N = True
FORMAT_MODULE_PATH = "advocacy.formats"
USE_TZ = True

# --- Countries --------------------------------------------------------------------------------------------------------
# The samples' invented countries, under codes that ISO 3166 leaves to users.
COUNTRIES_OVERRIDE = {
    "XA": "Examplia (fictional)",
    "XB": "Samplovia (fictional)",
    "XC": "Fictania (fictional)",
}

# --- Files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Served from where the apps keep them, so that no deployment needs a collecting step.
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA_DIR / "media"
# Documents are served to staff alone from here (letters/documents.py); the public gets them through published letters.
MEDIA_URL = "/admin/documents/"
# Drafts' documents and copies of pages: for the site's own user alone, also where the folder is another's.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
MAX_DOCUMENT_BYTES = 20 * 1024 * 1024
# A form that is too large must reach its validation, which can say so and keep what was typed.
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024
# One letter's page: 40 signatures and 20 footnotes with several citations each send some 1,500 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- Safety ---------------------------------------------------------------------------------------------------------
_HTTPS = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
X_FRAME_OPTIONS = "DENY"
if ENV.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = _HTTPS
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"

# --- The API (public/api/) --------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "public.api.problems.as_problem",
    "UNAUTHENTICATED_USER": None,
    # No parameter of this name: it would be one more that means nothing here.
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.1",
    "TITLE": "Advocacy letters",
    "VERSION": "1.0.0",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SERVE_INCLUDE_SCHEMA": False,
    "SORT_OPERATIONS": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "LetterKind": "letters.models.Letter.Kind",
        "SourceKind": "letters.models.Source.Kind",
        "AskKind": "letters.models.Ask.Kind",
        "AskOutcome": "letters.models.Ask.Outcome",
        "LinkState": "links.vocabulary.State",
        "CheckOutcome": "links.vocabulary.Outcome",
        "PassageResult": "links.vocabulary.PassageResult",
        "ArchiveService": "links.models.Snapshot.Service",
        "AddresseeRole": "letters.models.Addressee.Role",
        "DetentionStatus": "people.models.detention.DetentionStatus",
    },
}

# --- Mail -----------------------------------------------------------------------------------------------------------
EMAIL_BACKEND = ENV.email_backend or ENV.email["EMAIL_BACKEND"]
ANYMAIL = dict(ENV.anymail)
EMAIL_HOST = ENV.email["EMAIL_HOST"]
EMAIL_PORT = ENV.email["EMAIL_PORT"]
EMAIL_HOST_USER = ENV.email["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = ENV.email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = ENV.email["EMAIL_USE_TLS"]
EMAIL_USE_SSL = ENV.email["EMAIL_USE_SSL"]
EMAIL_FILE_PATH = ENV.email["EMAIL_FILE_PATH"]
EMAIL_TIMEOUT = ENV.email.get("EMAIL_TIMEOUT") or 30
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.default_from_email

# --- Checking links (rules and defaults: links/verdicts.py, links/fetch.py) -------------------------------------------
LINKS_ALLOWED_NETWORKS = ENV.links_allowed_networks
LINKS_ALLOWED_PORTS = ENV.links_allowed_ports
LINKS_HOST_INTERVAL = ENV.links_host_interval
LINKS_TIMEOUT = ENV.links_timeout
LINKS_CONTACT = ENV.links_contact
LINKS_CA_BUNDLE = ENV.links_ca_bundle
LINKS_KEEP_COPIES = ENV.links_keep_copies
LINKS_KEEP_EVIDENCE_DAYS = ENV.links_keep_evidence_days
LINKS_MAX_BODY_BYTES = 1024 * 1024
LINKS_MAX_REDIRECTS = 10
WAYBACK_URL = ENV.wayback_url
WAYBACK_KEYS = ENV.wayback_keys

# --- Background work ------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = ENV.broker_url
if CELERY_BROKER_URL.startswith("filesystem://"):
    # The host name means nothing here, but Celery warns when there is none.
    CELERY_BROKER_URL = "filesystem://localhost/"
    _queue = DATA_DIR / "queue"
    _queue.mkdir(parents=True, exist_ok=True)
    # A crash can lose messages here. That loses no work: due work is found in the database at the next sweep.
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {
        "data_folder_in": str(_queue),
        "data_folder_out": str(_queue),
        "control_folder": str(_queue / "control"),
        # Seconds between two looks into the folder: how long a saved letter waits, and how long a worker takes to end.
        "polling_interval": 0.2,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        # A killed worker's task is handed out again after this long. Tasks are bounded well below it.
        "visibility_timeout": 900,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 3,
        "socket_timeout": 10,
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Nobody waits for a result; and a web request must not hang for long when the broker is away.
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_TIME_LIMIT = 600
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULER = "advocacy.schedule:Scheduler"
CELERY_BEAT_SCHEDULE = {
    "sweep the due links": {
        "task": "links.tasks.sweep",
        "schedule": timedelta(seconds=60),
        # A queue that nobody empties must not fill with sweeps that each do the same.
        "options": {"expires": 55},
    },
    # Looks again at what was not found a month ago; new failures are looked for within the hour.
    "look for failing pages where their sites live on": {
        "task": "links.tasks.look_for_successors",
        "schedule": crontab(minute=37),
        "options": {"expires": 3500},
    },
    # An archive is asked one thing at a time by all workers together, so these take turns.
    "seek the archived copies that citations lack": {
        "task": "letters.tasks.seek_captures",
        "schedule": timedelta(seconds=120),
        "options": {"expires": 110},
    },
    "verify archived copies": {
        "task": "letters.tasks.verify_copies",
        "schedule": crontab(minute="3-59/10"),
        "options": {"expires": 590},
    },
    "ask the archive to keep newly cited pages": {
        "task": "letters.tasks.save_pages",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 55},
    },
    # A search reads what was changed before it answers; this reads what is more than a reader should wait for.
    "bring the search index up to date": {
        "task": "letters.tasks.index_letters",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 55},
    },
    # Files that wait to be read are put into the queue when they come in; this finds those whose message was lost.
    "read the files that were handed in": {
        "task": "intake.tasks.read_waiting",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 55},
    },
    "thin old evidence": {
        "task": "links.tasks.thin_checks",
        "schedule": crontab(hour=3, minute=17),
        "options": {"expires": 12 * 3600},
    },
    # Often, so that a report that could not be sent goes out soon after the mail server is back; each subscriber still
    # gets as many as they asked for (reports/sending.py).
    "send the link reports that are due": {
        "task": "reports.tasks.send_due_link_reports",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 500},
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"django.server": {"level": "WARNING"}, "django.request": {"level": "ERROR"}},
}
