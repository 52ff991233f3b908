-- What other clients than ours keep: what an experiment started from, files under the names that
-- their clients gave them, and the output of a training's console.

ALTER TABLE experiments ADD COLUMN base_experiment_id TEXT
    REFERENCES experiments (id) ON DELETE SET NULL;
CREATE INDEX experiments_by_base ON experiments (base_experiment_id);

-- NULL where a file did not come with such a name.
ALTER TABLE artifacts ADD COLUMN file_name TEXT;
ALTER TABLE artifacts ADD COLUMN object_name TEXT;
-- Whether the client sent it in parts.
ALTER TABLE artifacts ADD COLUMN is_large BOOLEAN;

CREATE TABLE console_lines (
    experiment_id TEXT NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    -- From 0 on, in order of arrival.
    position BIGINT NOT NULL,
    time BIGINT NOT NULL,
    -- The section of the output; empty where none was told.
    part TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (experiment_id, position)
);

-- The whole output as a file, at most one for each experiment.
CREATE TABLE console_files (
    id TEXT PRIMARY KEY,
    experiment_id TEXT NOT NULL UNIQUE REFERENCES experiments (id) ON DELETE CASCADE,
    object_name TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX console_files_by_blob ON console_files (sha256);
