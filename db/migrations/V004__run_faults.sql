-- What the faults of Airflow and EMR have taught the run engine to remember.

-- Since when Airflow has refused to take the run; a run that it goes on refusing ends.
ALTER TABLE run ADD COLUMN refused_since timestamptz;

-- A stop that has reached its limit while a step may still run is a state of its own: it can be tried again.
ALTER TABLE run DROP CONSTRAINT run_state_check;
ALTER TABLE run ADD CONSTRAINT run_state_check CHECK (state IN
  ('WAITING', 'STARTING', 'RUNNING', 'STOPPING', 'SETTLING', 'SUCCEEDED', 'FAILED', 'STOPPED', 'STOP_INCOMPLETE', 'SKIPPED'));

-- The component's own time limit, so that watching a step needs neither its run nor its graph.
ALTER TABLE attempt ADD COLUMN limit_seconds bigint;
