import type { ErrorComponentProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { ProblemNotice } from "@/components/ProblemNotice";
import { NotFoundPage } from "./NotFoundPage";

/** Where a page cannot be shown: not there, not allowed, or broken; each told as it is. */
export function PageProblem({ error, reset }: Pick<ErrorComponentProps, "error"> & { reset?: () => void }) {
  const { t } = useTranslation();
  const { status } = asProblem(error);
  if (status === 404) {
    return <NotFoundPage />;
  }
  return <ProblemNotice error={error} title={status === 403 ? t("problem.forbidden") : undefined} onRetry={reset} />;
}
