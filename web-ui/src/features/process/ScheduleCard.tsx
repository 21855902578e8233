import "@/features/schedule/texts";
import type { ProcessView, ScheduleView } from "@contract";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCalendarClock, IconCircleCheckFilled, IconPlayerPause } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { scheduleQuery } from "@/api/schedule";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { formatDay } from "@/components/format";
import { Loading } from "@/components/Loading";
import { ProblemNotice } from "@/components/ProblemNotice";
import { Status } from "@/components/Status";
import { DatesTable } from "@/features/schedule/DatesTable";
import { MissedDates } from "@/features/schedule/MissedDates";
import { termsOf } from "@/features/schedule/terms";
import { covers, useRole } from "@/features/session/useSession";
import classes from "./Process.module.css";
import { useScheduleChange } from "./useScheduleChange";

const ScheduleDialog = lazy(() => import("@/features/schedule/ScheduleDialog"));
const CronWords = lazy(() => import("@/features/schedule/CronWords"));

interface ScheduleCardProps {
  tenant: string;
  process: ProcessView;
  /** The default stage for undefined. */
  stage: string | undefined;
}

/** When the process runs by itself on a stage. */
export function ScheduleCard({ tenant, process, stage }: ScheduleCardProps) {
  const { t: tt } = useTranslation("time");
  const { data, error, refetch } = useQuery(scheduleQuery(tenant, process.key, stage));
  const mayEdit = covers(useRole(tenant), "engineer");
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <Card title={tt("schedule.title")} aside={data ? <ScheduleState paused={data.paused} /> : null}>
      {data ? (
        <div className={classes.stack}>
          <MissedDates tenant={tenant} process={process} stage={stage} zone={data.zone} />
          <Known tenant={tenant} process={process.key} stage={stage} schedule={data} mayEdit={mayEdit} onEdit={open} />
        </div>
      ) : null}
      {data === null ? (
        <EmptyState icon={IconCalendarClock} title={tt("schedule.none")} hint={tt("schedule.noneHint")}>
          {mayEdit ? (
            <Button variant="default" onClick={open}>
              {tt("schedule.set")}
            </Button>
          ) : (
            <p className={classes.lead}>{tt("schedule.needsEngineer")}</p>
          )}
        </EmptyState>
      ) : null}
      {data === undefined && error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Loading rows={3} /> : null}
      <Suspense>
        {isOpen ? (
          <ScheduleDialog tenant={tenant} process={process} stage={stage} schedule={data ?? null} onClose={close} />
        ) : null}
      </Suspense>
    </Card>
  );
}

function ScheduleState({ paused }: { paused: boolean }) {
  const { t: tt } = useTranslation("time");
  return paused ? (
    <Status tone="wait" icon={IconPlayerPause} word={tt("schedule.paused")} />
  ) : (
    <Status tone="ok" icon={IconCircleCheckFilled} word={tt("schedule.active")} />
  );
}

interface KnownProps {
  tenant: string;
  process: string;
  stage: string | undefined;
  schedule: ScheduleView;
  mayEdit: boolean;
  onEdit: () => void;
}

function Known({ tenant, process, stage, schedule, mayEdit, onEdit }: KnownProps) {
  const { t } = useTranslation();
  const { set } = useScheduleChange(tenant, process, stage);
  const { t: tt } = useTranslation("time");
  const { cron, zone, paused, missedDates, startsOn, endsOn, calendarName, startsLaterByMinutes } = schedule;
  const span = [
    startsOn ? tt("from", { day: formatDay(startsOn) }) : null,
    endsOn ? tt("until", { day: formatDay(endsOn) }) : null,
  ].filter((word) => word !== null);
  return (
    <div className={classes.stack}>
      <dl className={`${classes.facts} ${classes.stacked}`}>
        <dt>{tt("schedule.cron")}</dt>
        <dd>
          <code>{cron}</code>
        </dd>
        <dt>{tt("words")}</dt>
        <dd>
          <Suspense>
            <CronWords cron={cron} />
          </Suspense>
          {span.length > 0 ? <div>{span.join(" ")}</div> : null}
          {calendarName ? (
            <div>{tt("holidayFact", { calendar: calendarName, rule: tt(`rules.${schedule.holidays}`) })}</div>
          ) : null}
          {startsLaterByMinutes > 0 ? <div>{tt("startsLater", { count: startsLaterByMinutes })}</div> : null}
        </dd>
        <dt>{tt("schedule.zone")}</dt>
        <dd>{zone}</dd>
        <dt>{tt("schedule.missed")}</dt>
        <dd>{tt(`schedule.missedWord.${missedDates}`)}</dd>
      </dl>
      {paused ? (
        <p className={classes.lead}>{tt("schedule.pausedHint")}</p>
      ) : (
        <DatesTable zone={zone} dates={schedule.next.map((at) => ({ at }))} />
      )}
      {set.error ? <ProblemNotice error={set.error} /> : null}
      {mayEdit ? (
        <div className={classes.rowActions}>
          <Button
            variant="default"
            loading={set.isPending}
            onClick={() => set.mutate({ ...termsOf(schedule), paused: !paused })}
          >
            {paused ? t("schedule.resume") : t("schedule.pause")}
          </Button>
          <Button variant="default" onClick={onEdit}>
            {tt("schedule.edit")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
