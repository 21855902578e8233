-- Stages: where a version runs, with which locations, on which compute target, with which values and schedules.

CREATE TABLE stage (
  tenant_id  uuid NOT NULL REFERENCES tenant (tenant_id),
  id         uuid NOT NULL,
  key        text NOT NULL,
  name       text NOT NULL,
  position   integer NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  protected  boolean NOT NULL DEFAULT false,
  account_id uuid,
  cluster_id text,
  created_at timestamptz NOT NULL,
  removed_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES aws_account (tenant_id, id),
  CHECK (cluster_id IS NULL OR account_id IS NOT NULL),
  -- What names no stage goes to the default one, at once: so that one is always there, and needs no second person.
  CHECK (NOT is_default OR (NOT protected AND removed_at IS NULL))
);
CREATE UNIQUE INDEX stage_key ON stage (tenant_id, key) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX stage_default ON stage (tenant_id) WHERE is_default;

-- The tables of tenants are under forced row-level security, their owner included. It has to see them while it fills them in.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['tenant', 'location', 'publication', 'run', 'schedule', 'due_date', 'backfill'] LOOP
    EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;

INSERT INTO stage (tenant_id, id, key, name, position, is_default, created_at)
SELECT tenant_id, gen_random_uuid(), 'prod', 'Production', 1, true, created_at FROM tenant;

-- Whatever names no stage means the default one, in the database as in the API.
CREATE FUNCTION default_stage() RETURNS uuid LANGUAGE sql STABLE
  RETURN (SELECT s.id FROM stage s WHERE s.tenant_id = bound_tenant() AND s.is_default);

-- A tenant has a default stage from its first moment. Runs as whoever registers the tenant, within what that one may do.
CREATE FUNCTION add_default_stage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO stage (tenant_id, id, key, name, position, is_default, created_at)
  VALUES (NEW.tenant_id, gen_random_uuid(), 'prod', 'Production', 1, true, NEW.created_at);
  RETURN NULL;
END $$;
CREATE TRIGGER tenant_default_stage AFTER INSERT ON tenant FOR EACH ROW EXECUTE FUNCTION add_default_stage();

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['location', 'publication', 'run', 'schedule', 'due_date', 'backfill'] LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN stage_id uuid', t);
    EXECUTE format('UPDATE %1$I SET stage_id = s.id FROM stage s WHERE s.tenant_id = %1$I.tenant_id', t);
    EXECUTE format('ALTER TABLE %I ALTER COLUMN stage_id SET NOT NULL, ALTER COLUMN stage_id SET DEFAULT default_stage()', t);
    EXECUTE format('ALTER TABLE %I ADD FOREIGN KEY (tenant_id, stage_id) REFERENCES stage (tenant_id, id)', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['tenant', 'location', 'publication', 'run', 'schedule', 'due_date', 'backfill'] LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;

ALTER TABLE location DROP CONSTRAINT location_tenant_id_key_key;
ALTER TABLE location ADD UNIQUE (tenant_id, stage_id, key);

ALTER TABLE schedule DROP CONSTRAINT schedule_tenant_id_process_id_key;
ALTER TABLE schedule ADD UNIQUE (tenant_id, process_id, stage_id);

ALTER TABLE due_date DROP CONSTRAINT due_date_pkey;
ALTER TABLE due_date ADD PRIMARY KEY (tenant_id, process_id, stage_id, due_at);

ALTER TABLE run DROP CONSTRAINT run_tenant_id_process_id_due_at_key;
ALTER TABLE run ADD UNIQUE (tenant_id, process_id, stage_id, due_at);
CREATE INDEX run_stage ON run (tenant_id, stage_id, requested_at DESC);
CREATE INDEX publication_stage ON publication (tenant_id, process_id, stage_id, number DESC);

-- The stage whose cluster a step goes to: a step that waits follows it there. NULL for the cluster of the account itself.
ALTER TABLE attempt ADD COLUMN stage_id uuid;
ALTER TABLE attempt ADD FOREIGN KEY (tenant_id, stage_id) REFERENCES stage (tenant_id, id);
ALTER TABLE trial ADD COLUMN stage_id uuid;
ALTER TABLE trial ADD FOREIGN KEY (tenant_id, stage_id) REFERENCES stage (tenant_id, id);

-- Values of a process's parameters on a stage, in place of the defaults of the definition.
CREATE TABLE stage_parameter (
  tenant_id  uuid NOT NULL,
  process_id uuid NOT NULL,
  stage_id   uuid NOT NULL,
  key        text NOT NULL,
  value      text NOT NULL,
  updated_by text NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, process_id, stage_id, key),
  FOREIGN KEY (tenant_id, process_id) REFERENCES process (tenant_id, id),
  FOREIGN KEY (tenant_id, stage_id) REFERENCES stage (tenant_id, id)
);

-- A publication on a protected stage, before a second person has decided.
CREATE TABLE publication_request (
  tenant_id      uuid NOT NULL,
  id             uuid NOT NULL,
  process_id     uuid NOT NULL,
  version_id     uuid NOT NULL,
  stage_id       uuid NOT NULL,
  note           text NOT NULL,
  state          text NOT NULL CHECK (state IN ('PENDING', 'APPROVED', 'DECLINED', 'WITHDRAWN')),
  requested_by   text NOT NULL,
  requested_at   timestamptz NOT NULL,
  decided_by     text,
  decided_at     timestamptz,
  reason         text,
  publication_id uuid,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, process_id) REFERENCES process (tenant_id, id),
  FOREIGN KEY (tenant_id, version_id) REFERENCES process_version (tenant_id, id),
  FOREIGN KEY (tenant_id, stage_id) REFERENCES stage (tenant_id, id),
  FOREIGN KEY (tenant_id, publication_id) REFERENCES publication (tenant_id, id),
  CHECK ((state = 'PENDING') = (decided_by IS NULL)),
  CHECK ((state = 'APPROVED') = (publication_id IS NOT NULL)),
  -- The second person, held by the database as well.
  CHECK (state <> 'APPROVED' OR decided_by <> requested_by)
);
CREATE UNIQUE INDEX publication_request_pending ON publication_request (tenant_id, process_id, stage_id) WHERE state = 'PENDING';
CREATE INDEX publication_request_process ON publication_request (tenant_id, process_id, requested_at DESC);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['stage', 'stage_parameter', 'publication_request'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_only ON %I TO headgate_app USING (tenant_id = bound_tenant()) WITH CHECK (tenant_id = bound_tenant())', t);
  END LOOP;
END $$;
-- Whoever registers a tenant adds its first stage, and sees none.
CREATE POLICY stage_of_new_tenant ON stage FOR INSERT TO headgate_app WITH CHECK (bound_to_platform());
