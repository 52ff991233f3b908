-- Issued tokens. Of a secret only hashes are kept; see docs/decisions/0008-tokens.md.

CREATE TABLE tokens (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    secret_sha256 BYTEA NOT NULL,
    -- The hash of the cookie of a page that signed in with the token.
    cookie_sha256 BYTEA NOT NULL,
    read_only BOOLEAN NOT NULL,
    -- The only project that it may see; all for NULL.
    project_id TEXT REFERENCES projects (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT
);
