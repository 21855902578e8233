-- How long a tenant keeps runs that have ended, what was written into its own account before they were removed, and what is
-- still known of them afterwards.

-- NULL days, like no row: for ever.
CREATE TABLE retention (
  tenant_id  uuid PRIMARY KEY REFERENCES tenant (tenant_id),
  days       integer CHECK (days BETWEEN 30 AND 3650),
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL
);

-- Runs that leave together: chosen first, then written as one file, then removed. There is one under way on a stage, never two.
CREATE TABLE run_export (
  tenant_id  uuid NOT NULL REFERENCES tenant (tenant_id),
  id         uuid NOT NULL,
  stage_id   uuid NOT NULL,
  -- Their ids, until they are removed.
  runs       text[],
  run_count  integer NOT NULL CHECK (run_count > 0),
  first_end  timestamptz NOT NULL,
  last_end   timestamptz NOT NULL,
  chosen_at  timestamptz NOT NULL,
  tried_at   timestamptz,
  trouble    text,
  -- Where the file lies below the workspace of the account, and what it is.
  account_id uuid,
  file       text,
  bytes      bigint,
  sha256     text,
  ended_at   timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, stage_id) REFERENCES stage (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES aws_account (tenant_id, id),
  CHECK (first_end <= last_end),
  CHECK ((ended_at IS NULL) = (runs IS NOT NULL)),
  CHECK (num_nulls(ended_at, account_id, file, bytes, sha256) IN (0, 5)),
  CHECK (ended_at IS NULL OR trouble IS NULL)
);
CREATE UNIQUE INDEX run_export_open ON run_export (tenant_id, stage_id) WHERE ended_at IS NULL;
CREATE INDEX run_export_recent ON run_export (tenant_id, chosen_at DESC, id);

-- What the ledger, backfills, triggers and alerts ask about a run when it is no more: ids, dates and how it ended, no name, value
-- or result. Added once, never changed.
CREATE TABLE removed_run (
  tenant_id     uuid NOT NULL,
  id            text NOT NULL,
  process_id    uuid NOT NULL,
  stage_id      uuid NOT NULL,
  state         text NOT NULL,
  origin        text NOT NULL,
  business_date date NOT NULL,
  due_at        timestamptz,
  parent_id     text,
  -- The run whose success or whose files asked for it, or that called it.
  upstream_id   text,
  ended_at      timestamptz NOT NULL,
  removed_at    timestamptz NOT NULL,
  file          text NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, process_id) REFERENCES process (tenant_id, id),
  FOREIGN KEY (tenant_id, stage_id) REFERENCES stage (tenant_id, id)
);
CREATE UNIQUE INDEX removed_run_due ON removed_run (tenant_id, process_id, stage_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX removed_run_good ON removed_run (tenant_id, process_id, stage_id, business_date) WHERE state = 'SUCCEEDED';
CREATE INDEX removed_run_parent ON removed_run (tenant_id, parent_id) WHERE parent_id IS NOT NULL;
REVOKE UPDATE, DELETE ON removed_run FROM headgate_app;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['retention', 'run_export', 'removed_run'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_only ON %I TO headgate_app USING (tenant_id = bound_tenant()) WITH CHECK (tenant_id = bound_tenant())', t);
  END LOOP;
END $$;

-- What stays may name a run that is gone: the id remains true, and removed_run says what became of it. Only what belongs to a run
-- itself (task_run, attempt, run_place) still refers to its row, and leaves before it.
ALTER TABLE run DROP CONSTRAINT run_tenant_id_parent_id_fkey;
ALTER TABLE run DROP CONSTRAINT run_tenant_id_upstream_id_fkey;
ALTER TABLE run DROP CONSTRAINT run_tenant_id_caused_by_fkey;
ALTER TABLE run DROP CONSTRAINT run_tenant_id_caller_run_fkey;
ALTER TABLE backfill_date DROP CONSTRAINT backfill_date_tenant_id_run_id_fkey;
ALTER TABLE trigger_firing DROP CONSTRAINT trigger_firing_tenant_id_upstream_run_fkey;
ALTER TABLE trigger_firing DROP CONSTRAINT trigger_firing_tenant_id_run_id_fkey;
ALTER TABLE alert_subject DROP CONSTRAINT alert_subject_tenant_id_run_id_fkey;
ALTER TABLE arrival_batch DROP CONSTRAINT arrival_batch_tenant_id_run_id_fkey;

-- The oldest of a stage first; and the attempts of a run, without looking through those of all runs.
CREATE INDEX run_ended ON run (tenant_id, stage_id, ended_at, id) WHERE ended_at IS NOT NULL;
CREATE INDEX attempt_run ON attempt (tenant_id, run_id, queued_at);
