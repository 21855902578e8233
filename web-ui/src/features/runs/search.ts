import type { RunState } from "@/components/status";
import { runTone } from "@/components/status";

export const runStates = Object.keys(runTone) as RunState[];

/** Filters of a list of runs, as they stand in the address. On a process's page, `component` is the one whose settings are shown. */
export interface RunsSearch {
  process?: string;
  state?: RunState;
  version?: number;
  stage?: string;
  page?: number;
  component?: string;
}

function isRunState(value: unknown): value is RunState {
  return typeof value === "string" && value in runTone;
}

export function readRunsSearch(search: Record<string, unknown>): RunsSearch {
  const { process, state, version, stage, page, component } = search;
  return {
    ...(typeof process === "string" && process !== "" ? { process } : {}),
    ...(isRunState(state) ? { state } : {}),
    ...(typeof version === "number" && Number.isInteger(version) && version > 0 ? { version } : {}),
    ...(typeof stage === "string" && stage !== "" ? { stage } : {}),
    ...(typeof page === "number" && Number.isInteger(page) && page > 0 ? { page } : {}),
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
