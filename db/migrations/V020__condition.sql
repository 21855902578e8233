-- Components that run only when a condition holds.

-- What the condition may see of the run's own values, as they were when the run was admitted; null without a condition.
ALTER TABLE task_run ADD COLUMN condition_values text;

-- Not run, because its condition did not hold or nothing came in for that reason; unlike SKIPPED no failure is before it.
ALTER TABLE task_run DROP CONSTRAINT task_run_state_check;
ALTER TABLE task_run ADD CONSTRAINT task_run_state_check CHECK (state IN
  ('NONE', 'QUEUED', 'SUBMITTING', 'PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'STOPPED', 'SKIPPED', 'PASSED', 'LEFT_OUT'));
