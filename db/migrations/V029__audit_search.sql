-- Entries are found by who acted, by what the action is about and by what it was done to, without reading all that came since.
ALTER TABLE audit_entry ADD COLUMN area text NOT NULL GENERATED ALWAYS AS (split_part(action, '.', 1)) STORED;
CREATE INDEX audit_entry_actor ON audit_entry (tenant_id, actor, at DESC);
CREATE INDEX audit_entry_area ON audit_entry (tenant_id, area, at DESC);
CREATE INDEX audit_entry_subject ON audit_entry (tenant_id, subject, at DESC);
