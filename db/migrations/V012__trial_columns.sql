-- A trial may find the columns of a source's files.

ALTER TABLE trial DROP CONSTRAINT trial_scope_check;
ALTER TABLE trial ADD CONSTRAINT trial_scope_check CHECK (scope IN ('ONE', 'UP_TO', 'COLUMNS'));
