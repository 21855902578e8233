import type { PublicationState, RunState, TaskState } from "@/components/status";

/** What the stream tells; it wakes, the api's answers stay the truth. */
export type LiveEvent =
  | { type: "run"; run: string; process: string; state: RunState }
  | { type: "task"; run: string; component: string; state: TaskState }
  | { type: "call"; run: string }
  | { type: "backfill"; process: string }
  | { type: "alert"; incident: string }
  | { type: "publication"; process: string; number: number; state: PublicationState }
  | { type: "publication-request"; process: string }
  | { type: "trial"; trial: string }
  | { type: "draft.saved"; process: string; etag: string; by: string };

function fields(data: string): Record<string, unknown> {
  const value: unknown = JSON.parse(data);
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** Reads an event's payload; null for what this version of the interface does not know. */
export function readEvent(type: string, data: string): LiveEvent | null {
  const { run, process, component, number, state, trial, incident, etag, by } = fields(data);
  if (type === "run" && typeof run === "string" && typeof process === "string" && typeof state === "string") {
    return { type, run, process, state: state as RunState };
  }
  if (type === "task" && typeof run === "string" && typeof component === "string" && typeof state === "string") {
    return { type, run, component, state: state as TaskState };
  }
  if (type === "call" && typeof run === "string") {
    return { type, run };
  }
  if ((type === "backfill" || type === "publication-request") && typeof process === "string") {
    return { type, process };
  }
  if (
    type === "publication" &&
    typeof process === "string" &&
    typeof number === "number" &&
    typeof state === "string"
  ) {
    return { type, process, number, state: state as PublicationState };
  }
  if (type === "alert" && typeof incident === "string") {
    return { type, incident };
  }
  if (type === "trial" && typeof trial === "string") {
    return { type, trial };
  }
  if (type === "draft.saved" && typeof process === "string" && typeof etag === "string" && typeof by === "string") {
    return { type, process, etag, by };
  }
  return null;
}
