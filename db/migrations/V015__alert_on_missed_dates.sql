-- Dates of schedules that were passed over are told as well.
ALTER TABLE alert_rule DROP CONSTRAINT alert_rule_kind_check;
ALTER TABLE alert_rule ADD CONSTRAINT alert_rule_kind_check CHECK (kind IN ('FAILED', 'RECOVERED', 'TOO_LONG', 'LATE', 'MISSED'));
ALTER TABLE alert_incident DROP CONSTRAINT alert_incident_kind_check;
ALTER TABLE alert_incident ADD CONSTRAINT alert_incident_kind_check CHECK (kind IN ('FAILED', 'TOO_LONG', 'LATE', 'MISSED'));
