-- Above the revision of every experiment that was deleted: a new one starts there, so that whoever knew
-- another with its identifier knows an older one.
INSERT INTO sequences (name, next_id) VALUES ('revision', 1);
