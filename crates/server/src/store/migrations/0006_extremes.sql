-- The extremes of a line out of those of its chunks, however many there are.
CREATE INDEX line_chunks_by_min ON line_chunks (line_id, min_value);
CREATE INDEX line_chunks_by_max ON line_chunks (line_id, max_value);
