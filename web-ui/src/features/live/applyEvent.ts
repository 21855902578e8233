import type { DraftAnswer, RunView } from "@contract";
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import type { LiveEvent } from "./events";

/** Shows at once what an event says, where the run is known already. */
export function patchRun(run: RunView, event: LiveEvent): RunView {
  switch (event.type) {
    case "run":
      return event.run === run.id ? { ...run, state: event.state } : run;
    case "task":
      return event.run === run.id
        ? {
            ...run,
            components: run.components.map((component) =>
              component.key === event.component ? { ...component, state: event.state } : component,
            ),
          }
        : run;
    case "call":
    case "publication":
    case "publication-request":
    case "backfill":
    case "alert":
    case "trial":
    case "draft.saved":
      return run;
  }
}

/** Which answers an event makes stale. */
export function staleKeys(tenant: string, event: LiveEvent): QueryKey[] {
  switch (event.type) {
    case "run":
      return [keys.run(tenant, event.run), keys.runs(tenant), keys.processes(tenant)];
    case "task":
    case "call":
      return [keys.run(tenant, event.run)];
    case "backfill":
      return [keys.backfills(tenant, event.process)];
    case "alert":
      return [keys.alerts(tenant)];
    case "publication":
      return [keys.publications(tenant, event.process), keys.versions(tenant, event.process), keys.processes(tenant)];
    case "publication-request":
      return [keys.publications(tenant, event.process), keys.stages(tenant)];
    case "trial":
      return [keys.trial(tenant, event.trial)];
    case "draft.saved":
      return [keys.draft(tenant, event.process), keys.diff(tenant, event.process), keys.processes(tenant)];
  }
}

/** Whether what an event tells is here already: who has saved a draft need not load it. */
export function isKnown(queries: QueryClient, tenant: string, event: LiveEvent): boolean {
  return (
    event.type === "draft.saved" &&
    queries.getQueryData<DraftAnswer>(keys.draft(tenant, event.process))?.etag === event.etag
  );
}

export function applyPatch(queries: QueryClient, tenant: string, event: LiveEvent): void {
  if (event.type === "run" || event.type === "task") {
    queries.setQueryData<RunView>(keys.run(tenant, event.run), (run) => run && patchRun(run, event));
  }
}
