-- Who may do what, and for whom. Tables without tenant_id hold nothing of a tenant; a test lists them.

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO headgate_app, headgate_loop;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO headgate_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO headgate_app;

-- The tenant, user or platform scope bound to the transaction; NULL, hence no rows, when nothing is bound.
CREATE FUNCTION bound_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('headgate.tenant', true), '')::uuid;
CREATE FUNCTION bound_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('headgate.user', true), '')::uuid;
CREATE FUNCTION bound_to_platform() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('headgate.platform', true), '') = 'on';

CREATE TABLE app_user (
  id             uuid PRIMARY KEY,
  username       text NOT NULL UNIQUE,
  display_name   text NOT NULL,
  password_hash  text NOT NULL,
  platform_admin boolean NOT NULL DEFAULT false,
  demo           boolean NOT NULL DEFAULT false,
  created_at     timestamptz NOT NULL
);

-- Bearer tokens and browser sessions: only their SHA-256 is kept.
CREATE TABLE access_token (
  id         uuid PRIMARY KEY,
  user_id    uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  kind       text NOT NULL CHECK (kind IN ('API', 'SESSION')),
  name       text NOT NULL,
  secret_hash text NOT NULL UNIQUE,
  csrf_token text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX access_token_user ON access_token (user_id);

CREATE TABLE environment (
  id         uuid PRIMARY KEY,
  name       text NOT NULL UNIQUE,
  region     text NOT NULL,
  bucket     text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL
);

CREATE TABLE tenant (
  tenant_id      uuid PRIMARY KEY,
  key            text NOT NULL UNIQUE,
  name           text NOT NULL,
  environment_id uuid NOT NULL REFERENCES environment (id),
  external_id    text NOT NULL UNIQUE,
  connection_id  text NOT NULL UNIQUE,
  callback_hash  text NOT NULL UNIQUE,
  suspended      boolean NOT NULL DEFAULT false,
  created_at     timestamptz NOT NULL
);
ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_own ON tenant TO headgate_app USING (tenant_id = bound_tenant()) WITH CHECK (tenant_id = bound_tenant());
CREATE POLICY tenant_platform ON tenant TO headgate_app USING (bound_to_platform()) WITH CHECK (bound_to_platform());

CREATE TABLE member (
  tenant_id  uuid NOT NULL REFERENCES tenant (tenant_id),
  user_id    uuid NOT NULL REFERENCES app_user (id),
  role       text NOT NULL CHECK (role IN ('TENANT_ADMIN', 'ENGINEER', 'AUTHOR', 'VIEWER')),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);
ALTER TABLE member ENABLE ROW LEVEL SECURITY;
ALTER TABLE member FORCE ROW LEVEL SECURITY;
CREATE POLICY member_tenant ON member TO headgate_app USING (tenant_id = bound_tenant()) WITH CHECK (tenant_id = bound_tenant());
CREATE POLICY member_self ON member FOR SELECT TO headgate_app USING (user_id = bound_user());
-- A member sees the tenants that it belongs to, before it has chosen one.
CREATE POLICY tenant_of_member ON tenant FOR SELECT TO headgate_app
  USING (EXISTS (SELECT 1 FROM member m WHERE m.tenant_id = tenant.tenant_id AND m.user_id = bound_user()));

-- One AWS account belongs to one tenant: the primary key holds across tenants although each sees only its own claims.
CREATE TABLE aws_account_claim (
  account_number text PRIMARY KEY CHECK (account_number ~ '^[0-9]{12}$'),
  tenant_id      uuid NOT NULL REFERENCES tenant (tenant_id)
);

CREATE TABLE aws_account (
  tenant_id      uuid NOT NULL REFERENCES tenant (tenant_id),
  id             uuid NOT NULL,
  account_number text NOT NULL,
  region         text NOT NULL,
  role_arn       text NOT NULL,
  cluster_id     text NOT NULL,
  workspace      text NOT NULL,
  jobs_uri       text NOT NULL,
  jobs_sha256    text NOT NULL,
  created_at     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, account_number, region)
);

CREATE TABLE location (
  tenant_id      uuid NOT NULL REFERENCES tenant (tenant_id),
  id             uuid NOT NULL,
  key            text NOT NULL,
  name           text NOT NULL,
  bucket         text NOT NULL,
  prefix         text NOT NULL,
  access         text NOT NULL CHECK (access IN ('READ', 'WRITE', 'READ_WRITE')),
  classification text NOT NULL CHECK (classification IN ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL')),
  created_at     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, key)
);

-- Work that is due, for any tenant. headgate_loop sees all of it and nothing else; what the work is about can only be
-- read by headgate_app with the item's tenant bound.
CREATE TABLE work_item (
  tenant_id    uuid NOT NULL REFERENCES tenant (tenant_id),
  kind         text NOT NULL,
  id           text NOT NULL,
  due_at       timestamptz NOT NULL,
  generation   bigint NOT NULL DEFAULT 0,
  leased_until timestamptz,
  leased_by    text,
  failures     integer NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, kind, id)
);
CREATE INDEX work_item_due ON work_item (due_at);

-- What happened, in the order of the commits, for live screens. Old rows are removed by age.
CREATE TABLE event (
  tenant_id uuid NOT NULL REFERENCES tenant (tenant_id),
  seq       bigint NOT NULL,
  type      text NOT NULL,
  payload   text NOT NULL,
  at        timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, seq)
);
CREATE SEQUENCE event_seq;

-- Who did what; the application can add and read, never change.
CREATE TABLE audit_entry (
  tenant_id uuid NOT NULL REFERENCES tenant (tenant_id),
  id        uuid NOT NULL,
  at        timestamptz NOT NULL,
  actor     text NOT NULL,
  action    text NOT NULL,
  subject   text NOT NULL,
  detail    text NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX audit_entry_at ON audit_entry (tenant_id, at DESC);
REVOKE UPDATE, DELETE ON audit_entry FROM headgate_app;
REVOKE UPDATE, DELETE ON aws_account_claim FROM headgate_app;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['aws_account_claim', 'aws_account', 'location', 'work_item', 'event', 'audit_entry'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_only ON %I TO headgate_app USING (tenant_id = bound_tenant()) WITH CHECK (tenant_id = bound_tenant())', t);
  END LOOP;
END $$;

CREATE POLICY any_tenant ON work_item TO headgate_loop USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE, DELETE ON work_item TO headgate_loop;
