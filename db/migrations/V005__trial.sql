-- Trials of components on samples of rows. Of a sample itself nothing is kept here: it stays in the tenant's account.

ALTER TABLE tenant ADD COLUMN samples_allowed boolean NOT NULL DEFAULT true;

CREATE TABLE trial (
  tenant_id        uuid NOT NULL,
  id               uuid NOT NULL,
  process_id       uuid NOT NULL,
  component_key    text NOT NULL,
  scope            text NOT NULL CHECK (scope IN ('ONE', 'UP_TO')),
  sample_rows      integer NOT NULL CHECK (sample_rows BETWEEN 1 AND 100),
  plan             text,
  requested_by     text NOT NULL,
  error            text,
  scratch_until    timestamptz,
  account_id       uuid NOT NULL,
  cluster_id       text NOT NULL,
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
  limit_seconds    bigint,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, process_id) REFERENCES process (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES aws_account (tenant_id, id)
);
CREATE INDEX trial_open ON trial (tenant_id, account_id) WHERE ended_at IS NULL;

ALTER TABLE trial ENABLE ROW LEVEL SECURITY;
ALTER TABLE trial FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON trial TO headgate_app USING (tenant_id = bound_tenant()) WITH CHECK (tenant_id = bound_tenant());
