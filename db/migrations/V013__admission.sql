-- Who may start, and when: limits, priorities and the line for the places of an environment; and requests that are sent twice.

ALTER TABLE environment ADD COLUMN run_limit integer NOT NULL DEFAULT 300 CHECK (run_limit BETWEEN 1 AND 10000);
ALTER TABLE tenant ADD COLUMN run_limit integer NOT NULL DEFAULT 100 CHECK (run_limit BETWEEN 1 AND 10000);
ALTER TABLE tenant ADD COLUMN waiting_limit integer NOT NULL DEFAULT 1000 CHECK (waiting_limit BETWEEN 1 AND 100000);
ALTER TABLE process ADD COLUMN priority text NOT NULL DEFAULT 'NORMAL' CHECK (priority IN ('LOW', 'NORMAL', 'HIGH'));

-- A place of a run among those that are under way in an environment: asked for while granted_at is NULL. headgate_loop deals
-- places fairly among the tenants of an environment. It sees ids, order and limit, and nothing of what they stand for.
CREATE TABLE run_place (
  tenant_id      uuid NOT NULL,
  run_id         text NOT NULL,
  environment_id uuid NOT NULL REFERENCES environment (id),
  process_id     uuid NOT NULL,
  -- Higher ones first; then who asked first.
  rank           integer NOT NULL,
  asked_at       timestamptz NOT NULL,
  tenant_limit   integer NOT NULL,
  granted_at     timestamptz,
  PRIMARY KEY (tenant_id, run_id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX run_place_environment ON run_place (environment_id, granted_at);

-- What a caller asked for under a key of its own: the same key again gets the same answer and does nothing.
CREATE TABLE idempotency_key (
  tenant_id  uuid NOT NULL REFERENCES tenant (tenant_id),
  principal  text NOT NULL,
  key        text NOT NULL,
  request    text NOT NULL,
  subject    text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, principal, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key (tenant_id, created_at);

-- The owner is under the forced security of its tables too, and has to see the runs that are under way while it gives them places.
ALTER TABLE tenant NO FORCE ROW LEVEL SECURITY;
ALTER TABLE run NO FORCE ROW LEVEL SECURITY;
INSERT INTO run_place (tenant_id, run_id, environment_id, process_id, rank, asked_at, tenant_limit, granted_at)
SELECT r.tenant_id, r.id, t.environment_id, r.process_id, 0, r.requested_at, t.run_limit, coalesce(r.admitted_at, r.requested_at)
FROM run r JOIN tenant t ON t.tenant_id = r.tenant_id
WHERE r.state IN ('STARTING', 'RUNNING', 'STOPPING', 'SETTLING');
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;
ALTER TABLE run FORCE ROW LEVEL SECURITY;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['run_place', 'idempotency_key'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_only ON %I TO headgate_app USING (tenant_id = bound_tenant()) WITH CHECK (tenant_id = bound_tenant())', t);
  END LOOP;
END $$;
CREATE POLICY any_tenant_in_line ON run_place TO headgate_loop USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE ON run_place TO headgate_loop;

-- What an engineer has said about a component that did not succeed: a repetition of the run takes it for done, or leaves it out.
ALTER TABLE task_run ADD COLUMN mark text;

-- The list of runs shows a page at a time, the newest first.
CREATE INDEX run_listed ON run (tenant_id, requested_at DESC, id DESC);
CREATE INDEX run_listed_state ON run (tenant_id, state, requested_at DESC, id DESC);
DROP INDEX run_recent;
