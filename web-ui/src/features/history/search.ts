import type { RunOrigin } from "@/api/runs";
import type { RunState } from "@/components/status";
import { isDay, runOrigins, runStates } from "@/features/runs/search";

/** Filters of the history of a process, as they stand in the address; dates are business dates. */
export interface HistorySearch {
  state?: RunState;
  origin?: RunOrigin;
  from?: string;
  to?: string;
}

export function readHistorySearch({ state, origin, from, to }: Record<string, unknown>): HistorySearch {
  const known = runStates.find((each) => each === state);
  const begun = runOrigins.find((each) => each === origin);
  return {
    ...(known ? { state: known } : {}),
    ...(begun ? { origin: begun } : {}),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
  };
}
