import type { ProcessView, ScheduleView } from "@contract";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCalendarClock, IconCircleCheckFilled, IconPlayerPause } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { scheduleQuery } from "@/api/schedule";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { ProblemNotice } from "@/components/ProblemNotice";
import { Status } from "@/components/Status";
import { covers, useRole } from "@/features/session/useSession";
import { NextDates } from "./NextDates";
import classes from "./Process.module.css";
import { ScheduleDialog } from "./ScheduleDialog";
import { useScheduleChange } from "./useScheduleChange";

/** When the process runs by itself. */
export function ScheduleCard({ tenant, process }: { tenant: string; process: ProcessView }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(scheduleQuery(tenant, process.key));
  const mayEdit = covers(useRole(tenant), "engineer");
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <Card title={t("schedule.title")} aside={data ? <ScheduleState paused={data.paused} /> : null}>
      {data ? <Known tenant={tenant} process={process.key} schedule={data} mayEdit={mayEdit} onEdit={open} /> : null}
      {data === null ? (
        <EmptyState icon={IconCalendarClock} title={t("schedule.none")} hint={t("schedule.noneHint")}>
          {mayEdit ? (
            <Button variant="default" onClick={open}>
              {t("schedule.set")}
            </Button>
          ) : (
            <p className={classes.lead}>{t("schedule.needsEngineer")}</p>
          )}
        </EmptyState>
      ) : null}
      {data === undefined && error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Loading rows={3} /> : null}
      <ScheduleDialog tenant={tenant} process={process} schedule={data ?? null} isOpen={isOpen} onClose={close} />
    </Card>
  );
}

function ScheduleState({ paused }: { paused: boolean }) {
  const { t } = useTranslation();
  return paused ? (
    <Status tone="wait" icon={IconPlayerPause} word={t("schedule.paused")} />
  ) : (
    <Status tone="ok" icon={IconCircleCheckFilled} word={t("schedule.active")} />
  );
}

interface KnownProps {
  tenant: string;
  process: string;
  schedule: ScheduleView;
  mayEdit: boolean;
  onEdit: () => void;
}

function Known({ tenant, process, schedule, mayEdit, onEdit }: KnownProps) {
  const { t } = useTranslation();
  const { set } = useScheduleChange(tenant, process);
  const { cron, zone, paused, missedDates } = schedule;
  return (
    <div className={classes.stack}>
      <dl className={`${classes.facts} ${classes.stacked}`}>
        <dt>{t("schedule.cron")}</dt>
        <dd>
          <code>{cron}</code>
        </dd>
        <dt>{t("schedule.zone")}</dt>
        <dd>{zone}</dd>
        <dt>{t("schedule.missed")}</dt>
        <dd>{t(`schedule.missedWord.${missedDates}`)}</dd>
      </dl>
      {paused ? <p className={classes.lead}>{t("schedule.pausedHint")}</p> : <NextDates schedule={schedule} />}
      {set.error ? <ProblemNotice error={set.error} /> : null}
      {mayEdit ? (
        <div className={classes.rowActions}>
          <Button
            variant="default"
            loading={set.isPending}
            onClick={() => set.mutate({ cron, zone, missedDates, paused: !paused })}
          >
            {paused ? t("schedule.resume") : t("schedule.pause")}
          </Button>
          <Button variant="default" onClick={onEdit}>
            {t("schedule.edit")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
