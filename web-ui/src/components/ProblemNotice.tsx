import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { CopyId } from "./CopyId";
import { Notice } from "./Notice";
import { ProblemList } from "./ProblemList";
import classes from "./ProblemNotice.module.css";

interface ProblemNoticeProps {
  error: unknown;
  title?: string;
  onRetry?: () => void;
}

/** A failed call: the sentence for people, every single problem, and what support needs to find it. */
export function ProblemNotice({ error, title, onRetry }: ProblemNoticeProps) {
  const { t } = useTranslation();
  const problem = asProblem(error);
  return (
    <Notice
      tone="bad"
      role="alert"
      title={title ?? t("problem.title")}
      actions={
        onRetry ? (
          <Button variant="default" onClick={onRetry}>
            {t("app.retry")}
          </Button>
        ) : null
      }
    >
      <p>{problem.detail}</p>
      {problem.problems ? <ProblemList problems={problem.problems} /> : null}
      <div className={classes.ids}>
        <span>
          {t("problem.code")} <CopyId value={problem.code} what={t("problem.code")} />
        </span>
        {problem.traceId ? (
          <span>
            {t("problem.trace")} <CopyId value={problem.traceId} what={t("problem.trace")} />
          </span>
        ) : null}
      </div>
    </Notice>
  );
}
