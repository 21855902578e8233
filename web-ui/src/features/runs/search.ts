import type { RunOrigin } from "@/api/runs";
import type { RunState } from "@/components/status";
import { runTone } from "@/components/status";

export const runStates = Object.keys(runTone) as RunState[];
export const runOrigins = [
  "MANUAL",
  "SCHEDULE",
  "EVENT",
  "RERUN",
  "BACKFILL",
  "SUBPROCESS",
] as const satisfies RunOrigin[];

/** Filters of a list of runs, as they stand in the address. On a process's page, `component` is the one whose settings are shown. */
export interface RunsSearch {
  process?: string;
  state?: RunState;
  version?: number;
  stage?: string;
  origin?: RunOrigin;
  /** First day on which a run was asked for, in the time zone that is shown. */
  from?: string;
  /** Last day, itself included. */
  to?: string;
  component?: string;
}

function isRunState(value: unknown): value is RunState {
  return typeof value === "string" && value in runTone;
}

export function isDay(value: unknown): value is string {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
}

/** Whether anything but the process of the page narrows the list. */
export function isNarrowed({ state, version, stage, origin, from, to }: RunsSearch): boolean {
  return [state, version, stage, origin, from, to].some((value) => value !== undefined);
}

export function readRunsSearch(search: Record<string, unknown>): RunsSearch {
  const { process, state, version, stage, origin, from, to, component } = search;
  const known = runOrigins.find((each) => each === origin);
  return {
    ...(typeof process === "string" && process !== "" ? { process } : {}),
    ...(isRunState(state) ? { state } : {}),
    ...(typeof version === "number" && Number.isInteger(version) && version > 0 ? { version } : {}),
    ...(typeof stage === "string" && stage !== "" ? { stage } : {}),
    ...(known ? { origin: known } : {}),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
    ...(typeof component === "string" && component !== "" ? { component } : {}),
  };
}

export type PanelTab = "result" | "log" | "attempts";

/** What is open on a run's page. */
export interface RunSearch {
  component?: string;
  tab?: PanelTab;
}

export function readRunSearch(search: Record<string, unknown>): RunSearch {
  const { component, tab } = search;
  return {
    ...(typeof component === "string" && component !== "" ? { component } : {}),
    ...(tab === "log" || tab === "attempts" ? { tab } : {}),
  };
}
