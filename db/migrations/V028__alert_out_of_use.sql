-- An alert is over, too, when all that it is about is out of use: in the archive, or on a stage that was removed.
ALTER TABLE alert_incident DROP CONSTRAINT alert_incident_closed_because_check;
ALTER TABLE alert_incident ADD CONSTRAINT alert_incident_closed_because_check
  CHECK (closed_because IN ('RECOVERED', 'QUIET', 'OUT_OF_USE'));

-- Nothing more comes of it, though it has not recovered.
ALTER TABLE alert_subject ADD COLUMN out_of_use boolean NOT NULL DEFAULT false;
ALTER TABLE alert_subject ADD CHECK (NOT out_of_use OR recovered_at IS NOT NULL);

-- What is out of use by now is looked at once. The owner is under the forced security of these tables too, and has to see them.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['process', 'stage', 'alert_subject', 'work_item'] LOOP
    EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', t);
  END LOOP;
  INSERT INTO work_item (tenant_id, kind, id, due_at)
  SELECT DISTINCT s.tenant_id, 'alert-out-of-use', u.id::text, now()
  FROM alert_subject s
  JOIN (SELECT tenant_id, id FROM process WHERE archived_at IS NOT NULL
        UNION ALL SELECT tenant_id, id FROM stage WHERE removed_at IS NOT NULL) u
    ON u.tenant_id = s.tenant_id AND u.id IN (s.process_id, s.stage_id)
  WHERE s.recovered_at IS NULL;
  FOREACH t IN ARRAY ARRAY['process', 'stage', 'alert_subject', 'work_item'] LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;
