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
import { useZone } from "@/components/zone";
import page from "@/features/process/Process.module.css";
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
  const yours = useZone();
  const [asked] = useDebouncedValue(terms, PAUSE);
  const { data, error } = useQuery({
    queryKey: [...keys.schedule(tenant, process), "preview", asked],
    queryFn: ({ signal }) => previewSchedule(tenant, process, asked, signal),
    placeholderData: keepPreviousData,
    enabled: asked.cron !== "" && asked.zone !== "",
    retry: false,
  });
  const problems = error ? (asProblem(error).problems ?? []) : [];
  const isSame = yours === asked.zone;
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
        <table className={page.datesTable}>
          <caption className={page.caption}>{tt("schedule.next", { count: data.next.length })}</caption>
          <thead>
            <tr>
              <th scope="col">{asked.zone}</th>
              {isSame ? null : (
                <th scope="col">
                  {tt("schedule.yours")} ({yours})
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {data.next.map((date) => (
              <tr key={date.at}>
                <td>
                  {formatMinute(date.at, asked.zone)}
                  {date.movedFrom ? (
                    <span className={classes.aside}>
                      {tt("moved", { from: formatMinute(date.movedFrom, asked.zone) })}
                    </span>
                  ) : null}
                  {date.startsAt === date.at ? null : (
                    <span className={classes.aside}>
                      {tt("starts", { at: formatMinute(date.startsAt, asked.zone) })}
                    </span>
                  )}
                </td>
                {isSame ? null : <td>{formatMinute(date.at, yours)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}
