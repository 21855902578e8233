-- An alert is over, too, when all that it is about is out of use: in the archive, or on a stage that was removed.
ALTER TABLE alert_incident DROP CONSTRAINT alert_incident_closed_because_check;
ALTER TABLE alert_incident ADD CONSTRAINT alert_incident_closed_because_check
  CHECK (closed_because IN ('RECOVERED', 'QUIET', 'OUT_OF_USE'));

-- Nothing more comes of it, though it has not recovered.
ALTER TABLE alert_subject ADD COLUMN out_of_use boolean NOT NULL DEFAULT false;
ALTER TABLE alert_subject ADD CHECK (NOT out_of_use OR recovered_at IS NOT NULL);
