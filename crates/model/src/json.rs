//! JSON as Python writes it: bare `NaN`, `Infinity` and `-Infinity` are accepted.
