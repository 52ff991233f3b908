-- How far each client has logged to an experiment in numbered batches, so that one that is sent again
-- is not taken again.

CREATE TABLE batches (
    experiment_id TEXT NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    client TEXT NOT NULL,
    last_sequence BIGINT NOT NULL,
    PRIMARY KEY (experiment_id, client)
);
