import type { TaskState } from "@/components/status";
import { isTaskOver } from "@/components/status";

/** What a run says about one component of the graph. */
export interface NodeStatus {
  state: TaskState;
  rowsOut: number | null;
  rejected: number | null;
  rules: { passed: number; total: number } | null;
  files: number | null;
}

/** What happens on an edge: nothing yet, data on its way, delivered, or never to come. */
export type EdgePhase = "idle" | "flowing" | "done" | "cut";

export interface GraphStatus {
  /** Empty when the graph shows no run. */
  nodes: ReadonlyMap<string, NodeStatus>;
  /** Whether the run is under way. */
  active: boolean;
}

export const noStatus: GraphStatus = { nodes: new Map(), active: false };

function letsThrough(state: TaskState): boolean {
  return state === "SUCCEEDED" || state === "PASSED";
}

/** Ends of a component that has taken nothing in. */
const neverRan: ReadonlySet<TaskState> = new Set<TaskState>(["SKIPPED", "STOPPED", "LEFT_OUT"]);

export function edgePhase(status: GraphStatus, from: string, to: string): EdgePhase {
  const source = status.nodes.get(from)?.state;
  const target = status.nodes.get(to)?.state;
  if (source === undefined || target === undefined) {
    return "idle";
  }
  if (isTaskOver(source) && !letsThrough(source)) {
    return "cut";
  }
  if (isTaskOver(target)) {
    return letsThrough(source) && !neverRan.has(target) ? "done" : "cut";
  }
  const moving = letsThrough(source) || target !== "NONE" || source === "RUNNING";
  return status.active && moving ? "flowing" : "idle";
}

/** The rows that went over the edge: what the component before it gave out. */
export function edgeRows(status: GraphStatus, from: string): number | null {
  const source = status.nodes.get(from);
  return source && letsThrough(source.state) ? source.rowsOut : null;
}
