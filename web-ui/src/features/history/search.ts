import type { RunOrigin } from "@/api/runs";
import type { RunState } from "@/components/status";
import { isDay, runOrigins, runStates } from "@/features/runs/search";

/** Filters of the history of a process, as they stand in the address; dates are business dates. */
export interface HistorySearch {
  state?: RunState;
  origin?: RunOrigin;
  /** Key of a stage. */
  stage?: string;
  from?: string;
  to?: string;
}

export function readHistorySearch({ state, origin, stage, from, to }: Record<string, unknown>): HistorySearch {
  const known = runStates.find((each) => each === state);
  const begun = runOrigins.find((each) => each === origin);
  return {
    ...(known ? { state: known } : {}),
    ...(begun ? { origin: begun } : {}),
    ...(typeof stage === "string" && stage.length <= 40 ? { stage } : {}),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
  };
}
