-- Time: span, holidays and stagger of schedules; a ledger that says what became of each date; runs that begin after others.

CREATE TABLE calendar (
  tenant_id  uuid NOT NULL REFERENCES tenant (tenant_id),
  id         uuid NOT NULL,
  name       text NOT NULL,
  updated_by text NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name)
);

CREATE TABLE holiday (
  tenant_id   uuid NOT NULL,
  calendar_id uuid NOT NULL,
  day         date NOT NULL,
  name        text NOT NULL,
  PRIMARY KEY (tenant_id, calendar_id, day),
  FOREIGN KEY (tenant_id, calendar_id) REFERENCES calendar (tenant_id, id)
);

-- First and last day, both included, in the schedule's zone.
ALTER TABLE schedule ADD COLUMN starts_on date;
ALTER TABLE schedule ADD COLUMN ends_on date;
ALTER TABLE schedule ADD COLUMN calendar_id uuid;
ALTER TABLE schedule ADD COLUMN holiday_rule text NOT NULL DEFAULT 'SKIP' CHECK (holiday_rule IN ('SKIP', 'NEXT', 'PREVIOUS'));
ALTER TABLE schedule ADD COLUMN stagger_minutes integer NOT NULL DEFAULT 0 CHECK (stagger_minutes BETWEEN 0 AND 60);
ALTER TABLE schedule ADD CHECK (starts_on <= ends_on);
ALTER TABLE schedule ADD FOREIGN KEY (tenant_id, calendar_id) REFERENCES calendar (tenant_id, id);
CREATE INDEX schedule_calendar ON schedule (tenant_id, calendar_id) WHERE calendar_id IS NOT NULL;

-- A date on a holiday tells where it moved to; a date that was moved tells where it came from.
ALTER TABLE due_date DROP CONSTRAINT due_date_decision_check;
ALTER TABLE due_date ADD CONSTRAINT due_date_decision_check CHECK (decision IN ('RUN', 'PASSED_OVER', 'HOLIDAY'));
ALTER TABLE due_date ADD COLUMN business_date date;
ALTER TABLE due_date ADD COLUMN moved_to timestamptz;
ALTER TABLE due_date ADD COLUMN moved_from timestamptz;
ALTER TABLE due_date ADD CHECK (moved_to IS NULL OR decision = 'HOLIDAY');

-- A run may wait for a time of its own, and may come from the success of another process's run: once for each such run.
ALTER TABLE run ADD COLUMN not_before timestamptz;
ALTER TABLE run ADD COLUMN upstream_id text;
ALTER TABLE run DROP CONSTRAINT run_origin_check;
ALTER TABLE run ADD CONSTRAINT run_origin_check CHECK (origin IN ('MANUAL', 'SCHEDULE', 'RERUN', 'BACKFILL', 'EVENT'));
ALTER TABLE run ADD UNIQUE (tenant_id, process_id, upstream_id);
ALTER TABLE run ADD FOREIGN KEY (tenant_id, upstream_id) REFERENCES run (tenant_id, id);

-- A process that starts after another has succeeded.
CREATE TABLE run_trigger (
  tenant_id   uuid NOT NULL,
  process_id  uuid NOT NULL,
  upstream_id uuid NOT NULL,
  only_scheduled boolean NOT NULL,
  created_by  text NOT NULL,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, process_id, upstream_id),
  FOREIGN KEY (tenant_id, process_id) REFERENCES process (tenant_id, id),
  FOREIGN KEY (tenant_id, upstream_id) REFERENCES process (tenant_id, id),
  CHECK (process_id <> upstream_id)
);
CREATE INDEX run_trigger_upstream ON run_trigger (tenant_id, upstream_id);

-- What became of each success that a trigger was there for.
CREATE TABLE trigger_firing (
  tenant_id    uuid NOT NULL,
  process_id   uuid NOT NULL,
  upstream_run text NOT NULL,
  upstream_id  uuid NOT NULL,
  decision     text NOT NULL CHECK (decision IN ('RUN', 'TOO_DEEP', 'TOO_MANY', 'ARCHIVED')),
  run_id       text,
  fired_at     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, process_id, upstream_run),
  FOREIGN KEY (tenant_id, process_id) REFERENCES process (tenant_id, id),
  FOREIGN KEY (tenant_id, upstream_run) REFERENCES run (tenant_id, id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES run (tenant_id, id),
  CHECK ((run_id IS NOT NULL) = (decision = 'RUN'))
);
CREATE INDEX trigger_firing_recent ON trigger_firing (tenant_id, process_id, fired_at DESC);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['calendar', 'holiday', 'run_trigger', 'trigger_firing'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_only ON %I TO headgate_app USING (tenant_id = bound_tenant()) WITH CHECK (tenant_id = bound_tenant())', t);
  END LOOP;
END $$;
