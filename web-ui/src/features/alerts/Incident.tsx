import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangle, IconCircleCheckFilled, IconEye, IconRefresh } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { acknowledge, alertQuery, type IncidentView, rerunAll } from "@/api/alerts";
import { keys } from "@/api/keys";
import { formatDay } from "@/components/format";
import { Loading } from "@/components/Loading";
import { Moment } from "@/components/Moment";
import { ProblemNotice } from "@/components/ProblemNotice";
import { Status } from "@/components/Status";
import form from "@/features/process/Process.module.css";
import { covers, useRole } from "@/features/session/useSession";
import { stageName, useStages } from "@/features/stages/useStages";
import classes from "./Alerts.module.css";

const looks = {
  OPEN: { tone: "bad", icon: IconAlertTriangle },
  ACKNOWLEDGED: { tone: "wait", icon: IconEye },
  CLOSED: { tone: "ok", icon: IconCircleCheckFilled },
} as const;

interface Props {
  tenant: string;
  incident: IncidentView;
  /** Its runs are listed from the beginning. */
  open?: boolean;
}

/** One alert: its cause, how much it is about, and what can be done. */
export function Incident({ tenant, incident, open = false }: Props) {
  const { t } = useTranslation("alerts");
  const queries = useQueryClient();
  const mayAct = covers(useRole(tenant), "author");
  const [isShown, { toggle }] = useDisclosure(open);
  const onSuccess = () => queries.invalidateQueries({ queryKey: keys.alerts(tenant) });
  const note = useMutation({ mutationFn: () => acknowledge(tenant, incident.id), onSuccess });
  const rerun = useMutation({ mutationFn: () => rerunAll(tenant, incident.id), onSuccess });
  const look = looks[incident.state];
  const title = useTitle(tenant, incident);
  return (
    <article className={classes.item} aria-label={title}>
      <div className={classes.head}>
        <Status tone={look.tone} icon={look.icon} word={t(`states.${incident.state}`)} />
        <span className={form.rowActions}>
          <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={isShown}>
            {t(isShown ? "hide" : "show")}
          </Button>
          {mayAct && incident.state === "OPEN" ? (
            <Button variant="default" size="compact-sm" loading={note.isPending} onClick={() => note.mutate()}>
              {t("acknowledge")}
            </Button>
          ) : null}
          {mayAct && incident.rerunnable > 0 ? (
            <Button
              size="compact-sm"
              loading={rerun.isPending}
              title={t("rerunHint")}
              leftSection={<IconRefresh size={14} aria-hidden />}
              onClick={() => rerun.mutate()}
            >
              {t("rerun", { count: incident.rerunnable })}
            </Button>
          ) : null}
        </span>
      </div>
      <h3 className={classes.what}>{title}</h3>
      <p className={classes.words}>{incident.remedy}</p>
      <Facts incident={incident} />
      {(note.error ?? rerun.error) ? <ProblemNotice error={note.error ?? rerun.error} /> : null}
      {isShown ? <Members tenant={tenant} id={incident.id} /> : null}
    </article>
  );
}

/** Whose it is, where, and what happened: so much tells two alerts of a list apart. */
function useTitle(tenant: string, { processName, processes, stage, component, sentence }: IncidentView): string {
  const { t } = useTranslation("alerts");
  const stages = useStages(tenant);
  const who = processName ?? t("processes", { count: processes });
  const whose = stage && stages.length > 0 ? t("whoseIn", { whose: who, stage: stageName(stages, stage) }) : who;
  return component ? t("titleOfComponent", { whose, component, sentence }) : t("titleOf", { whose, sentence });
}

function Facts({ incident }: { incident: IncidentView }) {
  const { t } = useTranslation("alerts");
  const words = [
    t(`kinds.${incident.kind}`),
    t("runs", { count: incident.runs }),
    ...(incident.cluster ? [incident.cluster] : []),
    ...(incident.recovered > 0 ? [t("recovered", { count: incident.recovered })] : []),
    ...(incident.acknowledgedBy ? [t("acknowledgedBy", { name: incident.acknowledgedBy })] : []),
    ...(incident.closedBecause ? [t(`closedBecause.${incident.closedBecause as "QUIET"}`)] : []),
  ];
  return (
    <p className={classes.words}>
      {words.join(" · ")} · {t("since")} <Moment at={incident.openedAt} /> · {t("last")} <Moment at={incident.lastAt} />{" "}
      · <code>{incident.code}</code>
    </p>
  );
}

function Members({ tenant, id }: { tenant: string; id: string }) {
  const { t } = useTranslation("alerts");
  const { data, error } = useQuery(alertQuery(tenant, id));
  if (error && !data) {
    return <ProblemNotice error={error} />;
  }
  if (!data) {
    return <Loading rows={1} />;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <ul className={classes.members} tabIndex={0} aria-label={t("members")}>
      {data.members.map((one) => (
        <li key={`${one.kind}/${one.run ?? one.process}/${one.businessDate}`}>
          {one.processName}, {formatDay(one.businessDate)}:{" "}
          {one.run ? <RunLink tenant={tenant} run={one.run} /> : t("noRun")}
          {one.recoveredAt ? ` · ${t("hasRecovered")}` : null}
          {one.rerun ? (
            <>
              {" · "}
              {t("asRun")} <RunLink tenant={tenant} run={one.rerun} />
            </>
          ) : null}
          {one.rerunRefused ? ` · ${t("rerunRefused", { why: one.rerunRefused })}` : null}
          {one.rerunBy && !one.rerun && !one.rerunRefused ? ` · ${t("rerunWaits")}` : null}
        </li>
      ))}
    </ul>
  );
}

function RunLink({ tenant, run }: { tenant: string; run: string }) {
  return (
    <Link to="/t/$tenant/runs/$run" params={{ tenant, run }}>
      {run}
    </Link>
  );
}
