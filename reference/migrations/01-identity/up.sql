-- The identity service. Times are RFC 3339 text in UTC; `extra` is a JSON object of attributes that
-- the service keeps but gives no meaning.

-- What is fixed once for this database, such as the text that service ids are derived from.
CREATE TABLE identity_settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE identity_domains (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    description TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    extra TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE identity_projects (
    id TEXT PRIMARY KEY,
    domain_id TEXT NOT NULL REFERENCES identity_domains ON DELETE CASCADE,
    parent_id TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    tags TEXT NOT NULL,
    extra TEXT NOT NULL,
    UNIQUE (domain_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE identity_users (
    id TEXT PRIMARY KEY,
    domain_id TEXT NOT NULL REFERENCES identity_domains ON DELETE CASCADE,
    name TEXT NOT NULL,
    -- A salted hash in the form that `password.rs` describes; null if the user has no password.
    password TEXT,
    enabled INTEGER NOT NULL,
    default_project_id TEXT,
    extra TEXT NOT NULL,
    UNIQUE (domain_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE identity_roles (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT,
    extra TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE identity_implied_roles (
    prior_id TEXT NOT NULL REFERENCES identity_roles ON DELETE CASCADE,
    implied_id TEXT NOT NULL REFERENCES identity_roles ON DELETE CASCADE,
    PRIMARY KEY (prior_id, implied_id)
) STRICT, WITHOUT ROWID;

-- A role that a user has on a project or on a domain.
CREATE TABLE identity_assignments (
    user_id TEXT NOT NULL REFERENCES identity_users ON DELETE CASCADE,
    role_id TEXT NOT NULL REFERENCES identity_roles ON DELETE CASCADE,
    project_id TEXT REFERENCES identity_projects ON DELETE CASCADE,
    domain_id TEXT REFERENCES identity_domains ON DELETE CASCADE,
    CHECK ((project_id IS NULL) <> (domain_id IS NULL))
) STRICT;

CREATE UNIQUE INDEX identity_assignments_once
    ON identity_assignments (user_id, role_id, ifnull(project_id, ''), ifnull(domain_id, ''));
CREATE INDEX identity_assignments_by_role ON identity_assignments (role_id);
CREATE INDEX identity_assignments_by_project ON identity_assignments (project_id);
CREATE INDEX identity_assignments_by_domain ON identity_assignments (domain_id);

-- Issued tokens. The token itself is nowhere: only its SHA-256.
CREATE TABLE identity_tokens (
    hash BLOB PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES identity_users ON DELETE CASCADE,
    project_id TEXT REFERENCES identity_projects ON DELETE CASCADE,
    domain_id TEXT REFERENCES identity_domains ON DELETE CASCADE,
    methods TEXT NOT NULL,
    audit_ids TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX identity_tokens_by_user ON identity_tokens (user_id);
CREATE INDEX identity_tokens_by_expiry ON identity_tokens (expires_at);
