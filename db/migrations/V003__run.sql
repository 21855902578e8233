CREATE TABLE run (
  tenant_id          uuid NOT NULL,
  id                 text NOT NULL,
  process_id         uuid NOT NULL,
  publication_id     uuid,
  min_publication    integer NOT NULL,
  state              text NOT NULL CHECK (state IN ('WAITING', 'STARTING', 'RUNNING', 'STOPPING', 'SETTLING', 'SUCCEEDED', 'FAILED', 'STOPPED', 'SKIPPED')),
  origin             text NOT NULL CHECK (origin IN ('MANUAL', 'SCHEDULE')),
  requested_by       text NOT NULL,
  business_date      date NOT NULL,
  due_at             timestamptz,
  parameters         text NOT NULL,
  reason             text,
  trouble            text,
  handed_over        boolean NOT NULL DEFAULT false,
  requested_at       timestamptz NOT NULL,
  admitted_at        timestamptz,
  started_at         timestamptz,
  stop_requested_at  timestamptz,
  stop_requested_by  text,
  ended_at           timestamptz,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, process_id, due_at),
  FOREIGN KEY (tenant_id, process_id) REFERENCES process (tenant_id, id),
  FOREIGN KEY (tenant_id, publication_id) REFERENCES publication (tenant_id, id)
);
CREATE INDEX run_process ON run (tenant_id, process_id, requested_at DESC);
CREATE INDEX run_recent ON run (tenant_id, requested_at DESC);
CREATE INDEX run_unsettled ON run (tenant_id, state) WHERE ended_at IS NULL;

CREATE TABLE task_run (
  tenant_id     uuid NOT NULL,
  id            uuid NOT NULL,
  run_id        text NOT NULL,
  n             integer NOT NULL,
  component_key text NOT NULL,
  state         text NOT NULL CHECK (state IN ('NONE', 'QUEUED', 'SUBMITTING', 'PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'STOPPED', 'SKIPPED', 'PASSED')),
  settings      text NOT NULL,
  result        text,
  error         text,
  started_at    timestamptz,
  ended_at      timestamptz,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, run_id, n),
  UNIQUE (tenant_id, run_id, component_key),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run (tenant_id, id)
);

CREATE TABLE attempt (
  tenant_id        uuid NOT NULL,
  id               uuid NOT NULL,
  task_run_id      uuid NOT NULL,
  run_id           text NOT NULL,
  account_id       uuid NOT NULL,
  cluster_id       text NOT NULL,
  attempt_key      text NOT NULL,
  number           integer NOT NULL,
  state            text NOT NULL CHECK (state IN ('QUEUED', 'SUBMITTING', 'PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  step_id          text,
  not_before       timestamptz NOT NULL,
  submitting_since timestamptz,
  lookup_until     timestamptz,
  cancel_requested boolean NOT NULL DEFAULT false,
  cancel_calls     integer NOT NULL DEFAULT 0,
  cancelled_at     timestamptz,
  trouble          text,
  queued_at        timestamptz NOT NULL,
  submitted_at     timestamptz,
  started_at       timestamptz,
  ended_at         timestamptz,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, attempt_key),
  UNIQUE (tenant_id, task_run_id, number),
  FOREIGN KEY (tenant_id, task_run_id) REFERENCES task_run (tenant_id, id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES aws_account (tenant_id, id)
);
CREATE INDEX attempt_open ON attempt (tenant_id, account_id) WHERE ended_at IS NULL;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['run', 'task_run', 'attempt'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_only ON %I TO headgate_app USING (tenant_id = bound_tenant()) WITH CHECK (tenant_id = bound_tenant())', t);
  END LOOP;
END $$;
