import "./texts";
import type { ProcessView } from "@contract";
import { Button, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCalendarPlus, IconPlayerPause, IconPlayerPlay, IconPlayerStopFilled } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type BackfillDeed, type BackfillView, backfillQuery, backfillsQuery, changeBackfill } from "@/api/backfills";
import { keys } from "@/api/keys";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { formatDay } from "@/components/format";
import { Loading } from "@/components/Loading";
import { ProblemNotice } from "@/components/ProblemNotice";
import { usePolling } from "@/features/live/connection";
import form from "@/features/process/Process.module.css";
import { covers, useRole } from "@/features/session/useSession";
import { useStages } from "@/features/stages/useStages";
import classes from "./Backfill.module.css";
import { BackfillDialog } from "./BackfillDialog";

const SHOWN = 3;

interface BackfillCardProps {
  tenant: string;
  process: ProcessView;
  /** Where a new one runs: the default stage for undefined. */
  stage: string | undefined;
}

/** The backfills of a process on all stages: how far each is, and what may be done with it. */
export function BackfillCard({ tenant, process, stage }: BackfillCardProps) {
  const { t: tb } = useTranslation("backfill");
  const stages = useStages(tenant);
  const refetchInterval = usePolling(true);
  const { data, error, refetch } = useQuery({ ...backfillsQuery(tenant, process.key), refetchInterval });
  const mayEdit = covers(useRole(tenant), "engineer");
  const [isOpen, { open, close }] = useDisclosure(false);
  const [isAll, setAll] = useState(false);
  const begin = mayEdit ? (
    <Button variant="default" onClick={open} leftSection={<IconCalendarPlus size={16} aria-hidden />}>
      {tb("begin")}
    </Button>
  ) : null;
  return (
    <Card title={tb("title")} flush aside={data && data.length > 0 ? begin : null}>
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={2} /> : null}
      {data?.length === 0 ? (
        <EmptyState icon={IconCalendarPlus} title={tb("none")} hint={tb("noneHint")}>
          {begin ?? <p className={form.lead}>{tb("needsEngineer")}</p>}
        </EmptyState>
      ) : null}
      {(isAll ? data : data?.slice(0, SHOWN))?.map((backfill) => (
        <Item
          key={backfill.id}
          tenant={tenant}
          backfill={backfill}
          stageName={stages.find((each) => each.key === backfill.stage)?.name}
          mayEdit={mayEdit}
        />
      ))}
      {data && data.length > SHOWN && !isAll ? (
        <div className={classes.item}>
          <Button variant="subtle" onClick={() => setAll(true)}>
            {tb("all", { count: data.length })}
          </Button>
        </div>
      ) : null}
      {isOpen ? <BackfillDialog tenant={tenant} process={process} stage={stage} onClose={close} /> : null}
    </Card>
  );
}

interface ItemProps {
  tenant: string;
  backfill: BackfillView;
  /** Where the tenant has more than one. */
  stageName: string | undefined;
  mayEdit: boolean;
}

function Item({ tenant, backfill, stageName, mayEdit }: ItemProps) {
  const { t: tb } = useTranslation("backfill");
  const queries = useQueryClient();
  const [isShown, { toggle }] = useDisclosure(false);
  const change = useMutation({
    mutationFn: (deed: BackfillDeed) => changeBackfill(tenant, backfill.id, deed),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.backfills(tenant, backfill.process) }),
  });
  const { total, succeeded, failed, active } = backfill.progress;
  const share = (count: number) => ({ width: `${(100 * count) / total}%` });
  const span = tb("span", { first: formatDay(backfill.firstDate), last: formatDay(backfill.lastDate) });
  return (
    <section className={classes.item} aria-label={span}>
      <div className={classes.head}>
        <span className={classes.span}>{span}</span>
        <span className={form.rowActions}>
          <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={isShown}>
            {tb(isShown ? "hide" : "show")}
          </Button>
          {mayEdit && (backfill.state === "RUNNING" || backfill.state === "PAUSED") ? (
            <Deeds isPaused={backfill.state === "PAUSED"} isBusy={change.isPending} onDeed={change.mutate} />
          ) : null}
        </span>
      </div>
      <div className={classes.bar} aria-hidden>
        <span className={classes.good} style={share(succeeded)} />
        <span className={classes.bad} style={share(failed)} />
        <span className={classes.active} style={share(active)} />
      </div>
      <p className={classes.words}>
        {stageName ? `${stageName} · ` : null}
        {tb(`states.${backfill.state}`)} ·{" "}
        {tb(backfill.state === "CANCELLED" ? "progressCancelled" : "progress", backfill.progress)} ·{" "}
        {tb("by", { name: backfill.requestedBy, count: backfill.concurrency })}
      </p>
      {change.error ? <ProblemNotice error={change.error} /> : null}
      {isShown ? <Dates tenant={tenant} backfill={backfill} /> : null}
    </section>
  );
}

interface DeedsProps {
  isPaused: boolean;
  isBusy: boolean;
  onDeed: (deed: BackfillDeed) => void;
}

function Deeds({ isPaused, isBusy, onDeed }: DeedsProps) {
  const { t: tb } = useTranslation("backfill");
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        loading={isBusy}
        leftSection={isPaused ? <IconPlayerPlay size={14} aria-hidden /> : <IconPlayerPause size={14} aria-hidden />}
        onClick={() => onDeed(isPaused ? "resume" : "pause")}
      >
        {tb(isPaused ? "resume" : "pause")}
      </Button>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button variant="default" size="compact-sm" leftSection={<IconPlayerStopFilled size={14} aria-hidden />}>
            {tb("cancel")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onDeed("cancel")}>{tb("cancelKeep")}</Menu.Item>
          <Menu.Item onClick={() => onDeed("stop")}>{tb("cancelStop")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function Dates({ tenant, backfill }: { tenant: string; backfill: BackfillView }) {
  const { t } = useTranslation();
  const { t: tb } = useTranslation("backfill");
  const { data, error } = useQuery(backfillQuery(tenant, backfill.process, backfill.id));
  if (error && !data) {
    return <ProblemNotice error={error} />;
  }
  if (!data) {
    return <Loading rows={1} />;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <ul className={classes.dates} tabIndex={0} aria-label={tb("dates")}>
      {data.dates.map(({ date, run, state }) => (
        <li key={date}>
          {run ? (
            <Link to="/t/$tenant/runs/$run" params={{ tenant, run }}>
              {formatDay(date)}
            </Link>
          ) : (
            formatDay(date)
          )}{" "}
          {state ? t(`runState.${state as "WAITING"}`) : tb(backfill.endedAt === null ? "notYet" : "leftOut")}
        </li>
      ))}
    </ul>
  );
}
