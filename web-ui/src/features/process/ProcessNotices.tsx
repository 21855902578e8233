import type { DraftAnswer, ProcessView } from "@contract";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { Notice } from "@/components/Notice";
import { ProblemList } from "@/components/ProblemList";
import { ProblemNotice } from "@/components/ProblemNotice";
import type { ProcessDefinition } from "@/features/graph/definition";
import classes from "./Process.module.css";
import { placeOf } from "./place";
import type { usePublish } from "./usePublish";

interface ProcessNoticesProps {
  process: ProcessView;
  publishing: ReturnType<typeof usePublish>;
  draft: DraftAnswer;
  definition: ProcessDefinition;
}

/** What the reader should know before anything else on the page. */
export function ProcessNotices({ process, publishing, draft, definition }: ProcessNoticesProps) {
  const { t } = useTranslation();
  const refused = publishing.error && asProblem(publishing.error).code === "process.invalid";
  return (
    <div className={classes.notices}>
      {process.archivedBy === null ? null : (
        <Notice tone="idle" title={t("process.archivedBy", { name: process.archivedBy })} role="status" />
      )}
      {process.paused && process.archivedAt === null ? (
        <Notice tone="wait" title={t("process.pausedHint")} role="status" />
      ) : null}
      {publishing.data && !publishing.data.isNew ? (
        <Notice tone="idle" title={t("publication.unchanged", { n: publishing.data.made.number })} role="status" />
      ) : null}
      {publishing.error && !refused ? (
        <ProblemNotice error={publishing.error} onRetry={() => publishing.mutate({ etag: draft.etag })} />
      ) : null}
      {draft.problems.length > 0 || refused ? (
        <Notice
          tone={refused ? "bad" : "wait"}
          role={refused ? "alert" : undefined}
          title={refused ? t("publication.refused") : t("process.problemsTitle", { count: draft.problems.length })}
        >
          <p>{t("process.problemsHint")}</p>
          <ProblemList
            problems={(refused ? asProblem(publishing.error).problems : undefined) ?? draft.problems}
            place={(pointer) => placeOf(pointer, definition)}
          />
        </Notice>
      ) : null}
    </div>
  );
}
