-- Rules of alerts know stages, and what goes wrong on one stage is an alert of its own.

-- The stages that a rule is limited to; a rule without any holds for every stage. A stage that was removed limits nothing any more.
CREATE TABLE alert_rule_stage (
  tenant_id uuid NOT NULL,
  rule_id   uuid NOT NULL,
  stage_id  uuid NOT NULL,
  PRIMARY KEY (tenant_id, rule_id, stage_id),
  FOREIGN KEY (tenant_id, rule_id) REFERENCES alert_rule (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, stage_id) REFERENCES stage (tenant_id, id)
);
ALTER TABLE alert_rule_stage ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_rule_stage FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON alert_rule_stage TO headgate_app
  USING (tenant_id = (SELECT bound_tenant())) WITH CHECK (tenant_id = bound_tenant());

ALTER TABLE alert_subject ADD COLUMN stage_id uuid;

-- The owner is under the forced security of its tables too, and has to see them while it fills them in.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['stage', 'run', 'removed_run', 'alert_incident', 'alert_subject'] LOOP
    EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;

UPDATE alert_subject s SET stage_id = coalesce(
  (SELECT r.stage_id FROM run r WHERE r.tenant_id = s.tenant_id AND r.id = s.run_id),
  (SELECT r.stage_id FROM removed_run r WHERE r.tenant_id = s.tenant_id AND r.id = s.run_id),
  CASE WHEN s.kind = 'MISSED' THEN split_part(s.subject, '/', 2)::uuid END,
  -- Late dates without a run were those of the default stage.
  (SELECT d.id FROM stage d WHERE d.tenant_id = s.tenant_id AND d.is_default));
UPDATE alert_subject SET subject = process_id || '/' || stage_id || '/' || business_date WHERE kind = 'LATE';

-- What is open goes on as the alert of its stage. One that has runs of several stages takes up no more of them.
UPDATE alert_incident i SET cause = i.cause || '|' || s.stage_id
FROM (SELECT tenant_id, incident_id, min(stage_id::text) AS stage_id FROM alert_subject
      GROUP BY tenant_id, incident_id HAVING min(stage_id::text) = max(stage_id::text)) s
WHERE i.closed_at IS NULL AND s.tenant_id = i.tenant_id AND s.incident_id = i.id;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['stage', 'run', 'removed_run', 'alert_incident', 'alert_subject'] LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;

ALTER TABLE alert_subject ALTER COLUMN stage_id SET NOT NULL, ALTER COLUMN stage_id SET DEFAULT default_stage();
ALTER TABLE alert_subject ADD FOREIGN KEY (tenant_id, stage_id) REFERENCES stage (tenant_id, id);
