-- Alerts: whom to tell what, what has happened, grouped by its cause, and each message on its way.

-- Where members want their alerts; set by themselves.
CREATE TABLE alert_address (
  tenant_id  uuid NOT NULL REFERENCES tenant (tenant_id),
  username   text NOT NULL,
  address    text NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, username)
);

-- The URL and the key for signatures are sealed: AES-256-GCM, bound to tenant, channel and column.
CREATE TABLE alert_channel (
  tenant_id  uuid NOT NULL REFERENCES tenant (tenant_id),
  id         uuid NOT NULL,
  name       text NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('EMAIL', 'WEBHOOK', 'SLACK')),
  addresses  text[] NOT NULL DEFAULT '{}',
  url        text,
  secret     text,
  host       text,
  last_four  text,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  removed_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  CHECK ((kind = 'EMAIL') = (url IS NULL)),
  CHECK ((kind = 'WEBHOOK') = (secret IS NOT NULL))
);
CREATE UNIQUE INDEX alert_channel_name ON alert_channel (tenant_id, name) WHERE removed_at IS NULL;

-- One rule of each kind for the tenant (no process), and one for each process, which then is the one that counts.
CREATE TABLE alert_rule (
  tenant_id     uuid NOT NULL REFERENCES tenant (tenant_id),
  id            uuid NOT NULL,
  process_id    uuid,
  kind          text NOT NULL CHECK (kind IN ('FAILED', 'RECOVERED', 'TOO_LONG', 'LATE')),
  active        boolean NOT NULL,
  to_owner      boolean NOT NULL,
  channels      uuid[] NOT NULL,
  after_seconds integer CHECK (after_seconds BETWEEN 60 AND 2592000),
  by_time       time,
  zone          text,
  day_offset    integer CHECK (day_offset BETWEEN 0 AND 7),
  changed_by    text NOT NULL,
  changed_at    timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE NULLS NOT DISTINCT (tenant_id, process_id, kind),
  FOREIGN KEY (tenant_id, process_id) REFERENCES process (tenant_id, id),
  CHECK ((kind = 'TOO_LONG') = (after_seconds IS NOT NULL)),
  CHECK ((kind = 'LATE') = (by_time IS NOT NULL AND zone IS NOT NULL AND day_offset IS NOT NULL)),
  CHECK (kind <> 'LATE' OR process_id IS NOT NULL)
);

-- No message about the process goes out before this; what happens is written down all the same.
CREATE TABLE alert_mute (
  tenant_id  uuid NOT NULL,
  process_id uuid NOT NULL,
  until      timestamptz NOT NULL,
  muted_by   text NOT NULL,
  PRIMARY KEY (tenant_id, process_id),
  FOREIGN KEY (tenant_id, process_id) REFERENCES process (tenant_id, id)
);

-- What has one cause. There is one open incident of a cause, never two.
CREATE TABLE alert_incident (
  tenant_id       uuid NOT NULL REFERENCES tenant (tenant_id),
  id              uuid NOT NULL,
  cause           text NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('FAILED', 'TOO_LONG', 'LATE')),
  code            text NOT NULL,
  process_id      uuid,
  component       text,
  cluster_id      text,
  runs            integer NOT NULL,
  state           text NOT NULL CHECK (state IN ('OPEN', 'ACKNOWLEDGED', 'CLOSED')),
  opened_at       timestamptz NOT NULL,
  last_at         timestamptz NOT NULL,
  acknowledged_by text,
  acknowledged_at timestamptz,
  closed_at       timestamptz,
  closed_because  text CHECK (closed_because IN ('RECOVERED', 'QUIET')),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, process_id) REFERENCES process (tenant_id, id),
  CHECK ((state = 'CLOSED') = (closed_at IS NOT NULL)),
  CHECK ((closed_at IS NULL) = (closed_because IS NULL))
);
CREATE UNIQUE INDEX alert_incident_open ON alert_incident (tenant_id, cause) WHERE closed_at IS NULL;
CREATE INDEX alert_incident_recent ON alert_incident (tenant_id, last_at DESC);

-- What belongs to an incident, each once: a run, or the date that no run was finished for in time.
CREATE TABLE alert_subject (
  tenant_id     uuid NOT NULL,
  kind          text NOT NULL,
  subject       text NOT NULL,
  incident_id   uuid NOT NULL,
  process_id    uuid NOT NULL,
  run_id        text,
  business_date date NOT NULL,
  at            timestamptz NOT NULL,
  recovered_at  timestamptz,
  rerun_by      text,
  rerun_id      text,
  rerun_refused text,
  PRIMARY KEY (tenant_id, kind, subject),
  FOREIGN KEY (tenant_id, incident_id) REFERENCES alert_incident (tenant_id, id),
  FOREIGN KEY (tenant_id, process_id) REFERENCES process (tenant_id, id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run (tenant_id, id)
);
CREATE INDEX alert_subject_incident ON alert_subject (tenant_id, incident_id, at);
CREATE INDEX alert_subject_process ON alert_subject (tenant_id, process_id) WHERE recovered_at IS NULL;

-- One message to one target. What it says is made when it is sent, so no text lies here.
CREATE TABLE alert_delivery (
  tenant_id   uuid NOT NULL REFERENCES tenant (tenant_id),
  id          uuid NOT NULL,
  incident_id uuid,
  event       text NOT NULL,
  target      text NOT NULL,
  channel_id  uuid,
  owner       text,
  state       text NOT NULL CHECK (state IN ('WAITING', 'SENT', 'DEAD')),
  tries       integer NOT NULL DEFAULT 0,
  most_tries  integer NOT NULL,
  created_at  timestamptz NOT NULL,
  ended_at    timestamptz,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, incident_id, event, target),
  FOREIGN KEY (tenant_id, incident_id) REFERENCES alert_incident (tenant_id, id),
  FOREIGN KEY (tenant_id, channel_id) REFERENCES alert_channel (tenant_id, id),
  CHECK ((channel_id IS NULL) <> (owner IS NULL))
);
CREATE INDEX alert_delivery_recent ON alert_delivery (tenant_id, created_at DESC);

-- What came of each try: never what the other side answered, only its class.
CREATE TABLE alert_try (
  tenant_id   uuid NOT NULL,
  delivery_id uuid NOT NULL,
  number      integer NOT NULL,
  at          timestamptz NOT NULL,
  outcome     text NOT NULL,
  http_status integer,
  millis      integer NOT NULL,
  PRIMARY KEY (tenant_id, delivery_id, number),
  FOREIGN KEY (tenant_id, delivery_id) REFERENCES alert_delivery (tenant_id, id)
);
CREATE INDEX alert_try_recent ON alert_try (tenant_id, at);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['alert_address', 'alert_channel', 'alert_rule', 'alert_mute', 'alert_incident', 'alert_subject',
                           'alert_delivery', 'alert_try'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_only ON %I TO headgate_app USING (tenant_id = bound_tenant()) WITH CHECK (tenant_id = bound_tenant())', t);
  END LOOP;
END $$;
