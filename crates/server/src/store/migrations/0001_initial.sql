-- The subset of SQL that SQLite and PostgreSQL share: BYTEA, BOOLEAN, BIGINT and DOUBLE PRECISION
-- mean the same to both. Identifiers that people never see are numbers from `sequences`; times are
-- Unix milliseconds; a NaN is NULL.

CREATE TABLE sequences (
    name TEXT PRIMARY KEY,
    next_id BIGINT NOT NULL
);
INSERT INTO sequences (name, next_id) VALUES ('log', 1), ('line', 1);

CREATE TABLE projects (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    archived BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    -- The ordinal of the next experiment; never goes back, so an ordinal is never used twice.
    next_ordinal BIGINT NOT NULL
);

CREATE TABLE experiments (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    status TEXT NOT NULL,
    archived BOOLEAN NOT NULL,
    ordinal BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    last_activity_at BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    -- The revision at which a log was last deleted or renamed: a reader who saw less needs every log.
    relisted_revision BIGINT NOT NULL,
    -- The position of the next log.
    next_position BIGINT NOT NULL,
    -- The highest version of a log that was deleted or renamed: a new log of that name starts above.
    version_floor BIGINT NOT NULL,
    UNIQUE (project_id, name)
);

CREATE TABLE experiment_tags (
    experiment_id TEXT NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (experiment_id, tag)
);

CREATE TABLE logs (
    id BIGINT PRIMARY KEY,
    experiment_id TEXT NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    log_type TEXT NOT NULL,
    version BIGINT NOT NULL,
    -- The experiment's revision at which the log last changed.
    changed_revision BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (experiment_id, name)
);

-- The data of all types but LINE: one row without a step, or one for each step.
CREATE TABLE log_entries (
    log_id BIGINT NOT NULL REFERENCES logs (id) ON DELETE CASCADE,
    step DOUBLE PRECISION,
    -- The picture's bytes, for an IMAGE.
    blob_sha256 TEXT,
    size_bytes BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE UNIQUE INDEX log_entries_by_step ON log_entries (log_id, step);
CREATE INDEX log_entries_by_blob ON log_entries (blob_sha256);

CREATE TABLE lines (
    id BIGINT PRIMARY KEY,
    log_id BIGINT NOT NULL REFERENCES logs (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- The experiment's revision at which the line was created or last changed other than by points
    -- after its last step.
    epoch BIGINT NOT NULL,
    n_points BIGINT NOT NULL,
    -- How many of the points are in the tail.
    n_tail BIGINT NOT NULL,
    n_non_finite BIGINT NOT NULL,
    first_step DOUBLE PRECISION,
    last_step DOUBLE PRECISION,
    last_value DOUBLE PRECISION,
    min_value DOUBLE PRECISION,
    max_value DOUBLE PRECISION,
    UNIQUE (log_id, name)
);

-- Sorted points in one blob; chunks of a line do not overlap, and the tail comes after all of them.
CREATE TABLE line_chunks (
    line_id BIGINT NOT NULL REFERENCES lines (id) ON DELETE CASCADE,
    first_step DOUBLE PRECISION NOT NULL,
    last_step DOUBLE PRECISION NOT NULL,
    n_points BIGINT NOT NULL,
    n_non_finite BIGINT NOT NULL,
    min_value DOUBLE PRECISION,
    max_value DOUBLE PRECISION,
    points BYTEA NOT NULL,
    PRIMARY KEY (line_id, first_step)
);

-- The latest points of a line, until they are enough for a chunk.
CREATE TABLE line_tail (
    line_id BIGINT NOT NULL REFERENCES lines (id) ON DELETE CASCADE,
    step DOUBLE PRECISION NOT NULL,
    value DOUBLE PRECISION,
    time BIGINT NOT NULL,
    PRIMARY KEY (line_id, step)
);

CREATE TABLE artifacts (
    id TEXT PRIMARY KEY,
    experiment_id TEXT NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (experiment_id, name)
);
CREATE INDEX artifacts_by_blob ON artifacts (sha256);
