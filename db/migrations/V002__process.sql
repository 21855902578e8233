CREATE TABLE process (
  tenant_id   uuid NOT NULL REFERENCES tenant (tenant_id),
  id          uuid NOT NULL,
  key         text NOT NULL,
  name        text NOT NULL,
  owner       text NOT NULL,
  draft       text NOT NULL,
  draft_etag  text NOT NULL,
  draft_by    text NOT NULL,
  draft_at    timestamptz NOT NULL,
  paused      boolean NOT NULL DEFAULT false,
  concurrency integer NOT NULL DEFAULT 1 CHECK (concurrency BETWEEN 1 AND 16),
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, key)
);

CREATE TABLE process_version (
  tenant_id  uuid NOT NULL,
  id         uuid NOT NULL,
  process_id uuid NOT NULL,
  number     integer NOT NULL,
  sha256     text NOT NULL,
  definition text NOT NULL,
  author     text NOT NULL,
  note       text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, process_id, number),
  FOREIGN KEY (tenant_id, process_id) REFERENCES process (tenant_id, id)
);

CREATE TABLE schedule (
  tenant_id    uuid NOT NULL,
  id           uuid NOT NULL,
  process_id   uuid NOT NULL,
  cron         text NOT NULL,
  zone         text NOT NULL,
  paused       boolean NOT NULL,
  missed_dates text NOT NULL CHECK (missed_dates IN ('ALL', 'LATEST', 'NONE')),
  watermark    timestamptz NOT NULL,
  updated_by   text NOT NULL,
  updated_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, process_id),
  FOREIGN KEY (tenant_id, process_id) REFERENCES process (tenant_id, id)
);

-- The ledger: each due date of each process, once.
CREATE TABLE due_date (
  tenant_id  uuid NOT NULL,
  process_id uuid NOT NULL,
  due_at     timestamptz NOT NULL,
  decision   text NOT NULL CHECK (decision IN ('RUN', 'PASSED_OVER')),
  written_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, process_id, due_at),
  FOREIGN KEY (tenant_id, process_id) REFERENCES process (tenant_id, id)
);

CREATE TABLE publication (
  tenant_id    uuid NOT NULL,
  id           uuid NOT NULL,
  process_id   uuid NOT NULL,
  version_id   uuid NOT NULL,
  number       integer NOT NULL,
  dag_id       text NOT NULL UNIQUE,
  object_key   text NOT NULL,
  content      bytea NOT NULL,
  sha256       text NOT NULL,
  fingerprint  text NOT NULL,
  state        text NOT NULL CHECK (state IN ('RENDERED', 'UPLOADED', 'READY', 'LIVE', 'SUPERSEDED', 'RETIRING', 'RETIRED', 'IMPORT_ERROR')),
  trouble      text,
  requested_by text NOT NULL,
  rendered_at  timestamptz NOT NULL,
  uploaded_at  timestamptz,
  ready_at     timestamptz,
  live_at      timestamptz,
  ended_at     timestamptz,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, process_id, number),
  FOREIGN KEY (tenant_id, process_id) REFERENCES process (tenant_id, id),
  FOREIGN KEY (tenant_id, version_id) REFERENCES process_version (tenant_id, id)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['process', 'process_version', 'schedule', 'due_date', 'publication'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_only ON %I TO headgate_app USING (tenant_id = bound_tenant()) WITH CHECK (tenant_id = bound_tenant())', t);
  END LOOP;
END $$;
