import type { AttemptView, ComponentView, PublicationView, RunView } from "@contract";

export type RunState = RunView["state"];
export type TaskState = ComponentView["state"];
export type PublicationState = PublicationView["state"];
export type AttemptState = AttemptView["state"];

/** The five colours of a state; the word and the icon tell more. */
export type Tone = "ok" | "bad" | "busy" | "wait" | "idle";

export const runTone: Record<RunState, Tone> = {
  WAITING: "wait",
  STARTING: "busy",
  RUNNING: "busy",
  STOPPING: "wait",
  SETTLING: "busy",
  SUCCEEDED: "ok",
  FAILED: "bad",
  STOPPED: "idle",
  STOP_INCOMPLETE: "bad",
  SKIPPED: "idle",
};

export const taskTone: Record<TaskState, Tone> = {
  NONE: "idle",
  QUEUED: "wait",
  SUBMITTING: "wait",
  PENDING: "wait",
  RUNNING: "busy",
  SUCCEEDED: "ok",
  FAILED: "bad",
  STOPPED: "idle",
  SKIPPED: "idle",
  PASSED: "idle",
  LEFT_OUT: "idle",
};

export const publicationTone: Record<PublicationState, Tone> = {
  RENDERED: "busy",
  UPLOADED: "busy",
  READY: "busy",
  LIVE: "ok",
  SUPERSEDED: "idle",
  RETIRING: "idle",
  RETIRED: "idle",
  IMPORT_ERROR: "bad",
};

export const attemptTone: Record<AttemptState, Tone> = {
  QUEUED: "wait",
  SUBMITTING: "wait",
  PENDING: "wait",
  RUNNING: "busy",
  SUCCEEDED: "ok",
  FAILED: "bad",
  CANCELLED: "idle",
};

export function isOver(state: RunState): boolean {
  switch (state) {
    case "SUCCEEDED":
    case "FAILED":
    case "STOPPED":
    case "STOP_INCOMPLETE":
    case "SKIPPED":
      return true;
    case "WAITING":
    case "STARTING":
    case "RUNNING":
    case "STOPPING":
    case "SETTLING":
      return false;
  }
}

/** A stop that could not end every step may be asked for anew. */
export function isStoppable(state: RunState): boolean {
  return state === "STOP_INCOMPLETE" || (!isOver(state) && state !== "STOPPING");
}

export function isTaskOver(state: TaskState): boolean {
  switch (state) {
    case "SUCCEEDED":
    case "FAILED":
    case "STOPPED":
    case "SKIPPED":
    case "PASSED":
    case "LEFT_OUT":
      return true;
    case "NONE":
    case "QUEUED":
    case "SUBMITTING":
    case "PENDING":
    case "RUNNING":
      return false;
  }
}

/** Whether a publication is still on its way to being live. */
export function isOnItsWay(state: PublicationState): boolean {
  return state === "RENDERED" || state === "UPLOADED" || state === "READY";
}
