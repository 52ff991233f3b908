-- Old links find what was renamed: the last one that had a name which nothing has now.
CREATE TABLE former_project_names (
    name TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE
);
CREATE INDEX former_project_names_by_project ON former_project_names (project_id);

CREATE TABLE former_experiment_names (
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    experiment_id TEXT NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    PRIMARY KEY (project_id, name)
);
CREATE INDEX former_experiment_names_by_experiment ON former_experiment_names (experiment_id);

-- What is too long for an address; `id` is derived from `content`.
CREATE TABLE views (
    id TEXT PRIMARY KEY,
    content TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
