import type { PublicationView } from "@contract";
import { isOnItsWay } from "@/components/status";

export const stepNames = ["RENDERED", "UPLOADED", "READY", "LIVE"] as const;

export type StepName = (typeof stepNames)[number];
export type StepPhase = "done" | "current" | "ahead" | "failed";

export interface PublishStep {
  name: StepName;
  phase: StepPhase;
  at: string | null;
}

/** The four steps as they are shown: what is reached, what is under way or has failed, what is still to come. */
export function toSteps(publication: Pick<PublicationView, "state" | "steps">): PublishStep[] {
  const reached = new Map(publication.steps.map((step) => [step.state, step.at]));
  const next = stepNames.find((name) => !reached.has(name));
  return stepNames.map((name) => {
    const at = reached.get(name) ?? null;
    if (at !== null) {
      return { name, phase: "done", at };
    }
    if (name !== next) {
      return { name, phase: "ahead", at };
    }
    const isFailed = publication.state === "IMPORT_ERROR";
    return { name, phase: isFailed ? "failed" : isOnItsWay(publication.state) ? "current" : "ahead", at };
  });
}
