import type { HistoryRun } from "@contract";
import type { RunState } from "@/components/status";
import { runStates } from "@/features/runs/search";

export type Origin = HistoryRun["origin"];

/** Filters of the history of a process, as they stand in the address; dates are business dates. */
export interface HistorySearch {
  state?: RunState;
  origin?: Origin;
  from?: string;
  to?: string;
}

export const origins: readonly Origin[] = ["MANUAL", "SCHEDULE", "EVENT", "RERUN", "BACKFILL"];

const isDay = (value: unknown): value is string => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);

export function readHistorySearch({ state, origin, from, to }: Record<string, unknown>): HistorySearch {
  const known = runStates.find((each) => each === state);
  const begun = origins.find((each) => each === origin);
  return {
    ...(known ? { state: known } : {}),
    ...(begun ? { origin: begun } : {}),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
  };
}
