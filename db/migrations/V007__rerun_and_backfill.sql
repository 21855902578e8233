-- Runs that come from earlier ones, and runs over a span of dates.

CREATE TABLE backfill (
  tenant_id    uuid NOT NULL,
  id           uuid NOT NULL,
  process_id   uuid NOT NULL,
  state        text NOT NULL CHECK (state IN ('RUNNING', 'PAUSED', 'CANCELLED', 'COMPLETED')),
  first_date   date NOT NULL,
  last_date    date NOT NULL,
  concurrency  integer NOT NULL CHECK (concurrency BETWEEN 1 AND 16),
  parameters   text NOT NULL,
  requested_by text NOT NULL,
  requested_at timestamptz NOT NULL,
  ended_at     timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, process_id) REFERENCES process (tenant_id, id)
);
CREATE INDEX backfill_process ON backfill (tenant_id, process_id, requested_at DESC);

ALTER TABLE run DROP CONSTRAINT run_origin_check;
ALTER TABLE run ADD CONSTRAINT run_origin_check CHECK (origin IN ('MANUAL', 'SCHEDULE', 'RERUN', 'BACKFILL'));
-- The run that this one repeats, how much of it is done again, and the version if it must be that run's own.
ALTER TABLE run ADD COLUMN parent_id text;
ALTER TABLE run ADD COLUMN repeats text CHECK (repeats IN ('WHOLE', 'FAILED', 'FROM'));
ALTER TABLE run ADD COLUMN repeats_from text;
ALTER TABLE run ADD COLUMN only_version_id uuid;
ALTER TABLE run ADD FOREIGN KEY (tenant_id, parent_id) REFERENCES run (tenant_id, id);
ALTER TABLE run ADD CHECK ((parent_id IS NULL) = (repeats IS NULL));
CREATE INDEX run_parent ON run (tenant_id, parent_id) WHERE parent_id IS NOT NULL;

-- The dates of a backfill, each once; the run is there as soon as its turn has come.
CREATE TABLE backfill_date (
  tenant_id     uuid NOT NULL,
  backfill_id   uuid NOT NULL,
  business_date date NOT NULL,
  run_id        text,
  PRIMARY KEY (tenant_id, backfill_id, business_date),
  UNIQUE (tenant_id, run_id),
  FOREIGN KEY (tenant_id, backfill_id) REFERENCES backfill (tenant_id, id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run (tenant_id, id)
);

-- What a component is to do, as a hash of its type, settings, places and inputs; and the run that had done the same already.
ALTER TABLE task_run ADD COLUMN work_hash text;
ALTER TABLE task_run ADD COLUMN reused_from text;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['backfill', 'backfill_date'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_only ON %I TO headgate_app USING (tenant_id = bound_tenant()) WITH CHECK (tenant_id = bound_tenant())', t);
  END LOOP;
END $$;
