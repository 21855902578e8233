-- What was done to one thing is found without reading all that was done since.
CREATE INDEX audit_entry_subject ON audit_entry (tenant_id, subject, at DESC);
