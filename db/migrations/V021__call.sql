-- A component that runs another process and waits for its end.

-- Which processes a version runs, so that circles are found without reading definitions.
CREATE TABLE version_call (
  tenant_id     uuid NOT NULL,
  version_id    uuid NOT NULL,
  component_key text NOT NULL,
  called_id     uuid NOT NULL,
  PRIMARY KEY (tenant_id, version_id, component_key),
  FOREIGN KEY (tenant_id, version_id) REFERENCES process_version (tenant_id, id),
  FOREIGN KEY (tenant_id, called_id) REFERENCES process (tenant_id, id)
);

-- A called run knows which component of which run called it, and for which time. There is one for each, whatever is done twice.
ALTER TABLE run DROP CONSTRAINT run_origin_check;
ALTER TABLE run ADD CONSTRAINT run_origin_check CHECK (origin IN ('MANUAL', 'SCHEDULE', 'RERUN', 'BACKFILL', 'EVENT', 'SUBPROCESS'));
ALTER TABLE run ADD COLUMN caller_run text;
ALTER TABLE run ADD COLUMN caller_component text;
ALTER TABLE run ADD COLUMN caller_attempt integer;
ALTER TABLE run ADD FOREIGN KEY (tenant_id, caller_run) REFERENCES run (tenant_id, id);
ALTER TABLE run ADD CHECK (num_nulls(caller_run, caller_component, caller_attempt) IN (0, 3));
ALTER TABLE run ADD CHECK ((origin = 'SUBPROCESS') = (caller_run IS NOT NULL));
CREATE UNIQUE INDEX run_called ON run (tenant_id, caller_run, caller_component, caller_attempt) WHERE caller_run IS NOT NULL;

ALTER TABLE version_call ENABLE ROW LEVEL SECURITY;
ALTER TABLE version_call FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON version_call TO headgate_app USING (tenant_id = bound_tenant()) WITH CHECK (tenant_id = bound_tenant());
