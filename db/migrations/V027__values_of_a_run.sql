-- What a run's parameters were when it began: given, or of its stage, or defaults. Stages' values change; what has run does not.
-- Null for a run that has not begun, and for those that began before this column was there.
ALTER TABLE run ADD COLUMN bound_values text;
