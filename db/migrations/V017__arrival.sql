-- Runs that begin when files arrive: a queue of the tenant's account, who watches what, and what became of each arrival.

ALTER TABLE aws_account ADD COLUMN queue_arn text;

-- A run may come from files that another run wrote; more than one may.
ALTER TABLE run ADD COLUMN caused_by text;
ALTER TABLE run ADD FOREIGN KEY (tenant_id, caused_by) REFERENCES run (tenant_id, id);
CREATE INDEX run_event_recent ON run (tenant_id, process_id, requested_at) WHERE origin = 'EVENT';

-- How it goes with the queue of an account.
CREATE TABLE arrival_source (
  tenant_id       uuid NOT NULL,
  account_id      uuid NOT NULL,
  looked_at       timestamptz,
  message_at      timestamptz,
  trouble         text,
  files           bigint NOT NULL DEFAULT 0,
  duplicates      bigint NOT NULL DEFAULT 0,
  ignored         bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, account_id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES aws_account (tenant_id, id)
);

-- What did not count, the newest hundred of an account: the name only as it may be shown.
CREATE TABLE arrival_ignored (
  tenant_id  uuid NOT NULL,
  account_id uuid NOT NULL,
  message_id text NOT NULL,
  position   integer NOT NULL,
  reason     text NOT NULL,
  shown      text NOT NULL CHECK (length(shown) <= 400),
  at         timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, account_id, message_id, position),
  FOREIGN KEY (tenant_id, account_id) REFERENCES arrival_source (tenant_id, account_id)
);
CREATE INDEX arrival_ignored_recent ON arrival_ignored (tenant_id, account_id, at);

-- A process on a stage that starts when a file arrives whose path below a location fits a pattern.
CREATE TABLE arrival_watch (
  tenant_id    uuid NOT NULL,
  id           uuid NOT NULL,
  process_id   uuid NOT NULL,
  stage_id     uuid NOT NULL,
  location_key text NOT NULL,
  pattern      text NOT NULL,
  gather       text NOT NULL CHECK (gather IN ('EACH', 'QUIET', 'SPAN')),
  minutes      integer NOT NULL CHECK (minutes BETWEEN 0 AND 1440),
  created_by   text NOT NULL,
  created_at   timestamptz NOT NULL,
  removed_at   timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, process_id) REFERENCES process (tenant_id, id),
  FOREIGN KEY (tenant_id, stage_id) REFERENCES stage (tenant_id, id),
  CHECK ((gather = 'EACH') = (minutes = 0))
);
CREATE UNIQUE INDEX arrival_watch_once ON arrival_watch (tenant_id, process_id, stage_id, location_key, pattern) WHERE removed_at IS NULL;
CREATE INDEX arrival_watch_place ON arrival_watch (tenant_id, stage_id, location_key) WHERE removed_at IS NULL;

-- Files that become one run: there is one open batch for a watch and the values that the names hold, never two.
CREATE TABLE arrival_batch (
  tenant_id  uuid NOT NULL,
  id         uuid NOT NULL,
  watch_id   uuid NOT NULL,
  bound      text NOT NULL,
  files      integer NOT NULL,
  first_at   timestamptz NOT NULL,
  due_at     timestamptz NOT NULL,
  decision   text CHECK (decision IN ('RUN', 'TOO_DEEP', 'TOO_MANY', 'ARCHIVED', 'VALUES', 'REMOVED')),
  decided_at timestamptz,
  told       text,
  run_id     text,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, watch_id) REFERENCES arrival_watch (tenant_id, id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run (tenant_id, id),
  CHECK ((decision IS NULL) = (decided_at IS NULL)),
  CHECK ((run_id IS NOT NULL) = (decision IS NOT DISTINCT FROM 'RUN'))
);
CREATE UNIQUE INDEX arrival_batch_open ON arrival_batch (tenant_id, watch_id, bound) WHERE decision IS NULL;
CREATE INDEX arrival_batch_recent ON arrival_batch (tenant_id, watch_id, first_at DESC);

-- A file that arrived, once for each watch: S3 tells of it at least once.
CREATE TABLE arrival (
  tenant_id   uuid NOT NULL,
  watch_id    uuid NOT NULL,
  identity    text NOT NULL,
  batch_id    uuid NOT NULL,
  path        text NOT NULL,
  caused_by   text,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, watch_id, identity),
  FOREIGN KEY (tenant_id, watch_id) REFERENCES arrival_watch (tenant_id, id),
  FOREIGN KEY (tenant_id, batch_id) REFERENCES arrival_batch (tenant_id, id)
);
CREATE INDEX arrival_of_batch ON arrival (tenant_id, batch_id, received_at);
CREATE INDEX arrival_old ON arrival (tenant_id, watch_id, received_at);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['arrival_source', 'arrival_ignored', 'arrival_watch', 'arrival_batch', 'arrival'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_only ON %I TO headgate_app USING (tenant_id = bound_tenant()) WITH CHECK (tenant_id = bound_tenant())', t);
  END LOOP;
END $$;
