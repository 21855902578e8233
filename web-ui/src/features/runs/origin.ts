import type { RunSummary } from "@contract";
import type { TFunction } from "i18next";

/** Who or what asked for a run, in words. */
export function originWords(run: Pick<RunSummary, "origin" | "requestedBy">, t: TFunction): string {
  switch (run.origin) {
    case "SCHEDULE":
      return t("runs.schedule");
    case "RERUN":
      return t("runs.again", { name: run.requestedBy });
    case "BACKFILL":
      return t("runs.backfill", { name: run.requestedBy });
    // "called by" and the key of the process that runs this one.
    case "SUBPROCESS":
      return run.requestedBy.charAt(0).toUpperCase() + run.requestedBy.slice(1);
    case "MANUAL":
    // "after" and the key of the process whose success started it, or "files in" and the key of their location.
    case "EVENT":
      return run.requestedBy;
  }
}
