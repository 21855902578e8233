import "./texts";
import type { ProcessView } from "@contract";
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { missedDatesQuery, runDate } from "@/api/schedule";
import { formatMinute } from "@/components/format";
import { Notice } from "@/components/Notice";
import { ProblemNotice } from "@/components/ProblemNotice";
import { usePolling } from "@/features/live/connection";
import { covers, useRole } from "@/features/session/useSession";
import classes from "./Schedule.module.css";

const SHOWN = 20;

interface MissedDatesProps {
  tenant: string;
  process: ProcessView;
  stage: string | undefined;
  zone: string;
}

/** The dates that came due while nothing could run them; nothing when there are none. */
export function MissedDates({ tenant, process, stage, zone }: MissedDatesProps) {
  const { t: tt } = useTranslation("time");
  const queries = useQueryClient();
  const refetchInterval = usePolling(true);
  const { data } = useQuery({ ...missedDatesQuery(tenant, process.key, stage, SHOWN), refetchInterval });
  const mayRun = covers(useRole(tenant), "author") && process.archivedAt === null;
  const run = useMutation({
    mutationFn: (dueAt: string) => runDate(tenant, process.key, stage, dueAt),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: keys.runs(tenant) });
      return queries.invalidateQueries({ queryKey: keys.dates(tenant, process.key, stage) });
    },
  });
  if (!data || data.items.length === 0) {
    return null;
  }
  const count = data.items.length;
  return (
    <Notice tone="wait" title={data.before ? tt("missed.more", { count }) : tt("missed.title", { count })}>
      <p>{tt("missed.hint", { zone })}</p>
      {run.error ? <ProblemNotice error={run.error} /> : null}
      <ul className={classes.list}>
        {data.items.map(({ dueAt }) => {
          const date = formatMinute(dueAt, zone);
          return (
            <li key={dueAt} className={classes.line}>
              {date}
              {mayRun ? (
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={tt("missed.runOf", { date })}
                  loading={run.isPending && run.variables === dueAt}
                  onClick={() => run.mutate(dueAt)}
                >
                  {tt("missed.run")}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
