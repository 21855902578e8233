import "./texts";
import type { NewSchedule } from "@contract";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { asProblem } from "@/api/problem";
import { previewSchedule } from "@/api/schedule";
import { formatMinute } from "@/components/format";
import { Notice } from "@/components/Notice";
import { DatesTable } from "./DatesTable";
import classes from "./Schedule.module.css";

const CronWords = lazy(() => import("./CronWords"));
const PAUSE = 400;

interface SchedulePreviewProps {
  tenant: string;
  process: string;
  terms: NewSchedule;
}

/** What a schedule would do, as the server counts it: in words, its dates in both zones, and what one might not expect. */
export function SchedulePreview({ tenant, process, terms }: SchedulePreviewProps) {
  const { t: tt } = useTranslation("time");
  const [asked] = useDebouncedValue(terms, PAUSE);
  const { data, error } = useQuery({
    queryKey: [...keys.process(tenant, process), "schedule-preview", asked],
    queryFn: ({ signal }) => previewSchedule(tenant, process, asked, signal),
    placeholderData: keepPreviousData,
    enabled: asked.cron !== "" && asked.zone !== "",
    retry: false,
  });
  const problems = error ? (asProblem(error).problems ?? []) : [];
  return (
    <section className={classes.preview} aria-label={tt("preview")} aria-live="polite">
      <p className={classes.words}>
        <Suspense>
          <CronWords cron={asked.cron} />
        </Suspense>
      </p>
      {problems.map((problem) => (
        <Notice key={problem.pointer + problem.message} tone="bad" title={problem.message}>
          {problem.remedy}
        </Notice>
      ))}
      {error
        ? null
        : data?.warnings.map((warning) => (
            <Notice key={warning.code + warning.sentence} tone="wait" title={warning.sentence}>
              {warning.remedy}
            </Notice>
          ))}
      {!error && data && data.next.length > 0 ? (
        <DatesTable
          zone={asked.zone}
          dates={data.next.map(({ at, movedFrom, startsAt }) => ({
            at,
            asides: [
              ...(movedFrom ? [tt("moved", { from: formatMinute(movedFrom, asked.zone) })] : []),
              ...(startsAt === at ? [] : [tt("starts", { at: formatMinute(startsAt, asked.zone) })]),
            ],
          }))}
        />
      ) : null}
    </section>
  );
}
