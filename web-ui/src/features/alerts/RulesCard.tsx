import "./texts";
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { channelsQuery, mute, type Rule, rulesQuery } from "@/api/alerts";
import { keys } from "@/api/keys";
import { Card } from "@/components/Card";
import { Loading } from "@/components/Loading";
import { ExactMoment } from "@/components/Moment";
import { ProblemNotice } from "@/components/ProblemNotice";
import form from "@/features/process/Process.module.css";
import { covers, useRole } from "@/features/session/useSession";
import { stageName, useStages } from "@/features/stages/useStages";
import classes from "./Alerts.module.css";
import { RuleDialog } from "./RuleDialog";

const DAY = 86_400_000;

/** Who is told of what: for the tenant, or for a process. */
export function RulesCard({ tenant, process }: { tenant: string; process: string | null }) {
  const { t } = useTranslation("alerts");
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(rulesQuery(tenant, process));
  const mayEdit = covers(useRole(tenant), "engineer");
  const [edited, setEdited] = useState<Rule | null>(null);
  const silence = useMutation({
    mutationFn: (until: string | null) => mute(tenant, process ?? "", until),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.alerts(tenant) }),
  });
  return (
    <Card title={t("rules")} flush>
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={3} /> : null}
      {data?.rules.map((rule) => (
        <Line key={rule.kind} tenant={tenant} rule={rule} process={process} onEdit={mayEdit ? setEdited : null} />
      ))}
      <div className={classes.item}>
        {process === null ? <p className={classes.words}>{t("rulesOfTenant")}</p> : null}
        {mayEdit ? null : <p className={classes.words}>{t("needsEngineer")}</p>}
        {data?.mutedUntil ? (
          <p className={classes.words}>
            {t("muted")} <ExactMoment at={data.mutedUntil} />
          </p>
        ) : null}
        {process !== null && mayEdit && data ? (
          <Button
            variant="default"
            loading={silence.isPending}
            onClick={() => silence.mutate(data.mutedUntil ? null : new Date(Date.now() + DAY).toISOString())}
          >
            {t(data.mutedUntil ? "unmute" : "mute")}
          </Button>
        ) : null}
        {silence.error ? <ProblemNotice error={silence.error} /> : null}
      </div>
      {edited ? <RuleDialog tenant={tenant} process={process} rule={edited} onClose={() => setEdited(null)} /> : null}
    </Card>
  );
}

interface LineProps {
  tenant: string;
  rule: Rule;
  process: string | null;
  onEdit: ((rule: Rule) => void) | null;
}

function Line({ tenant, rule, process, onEdit }: LineProps) {
  const { t } = useTranslation("alerts");
  const { data: channels } = useQuery(channelsQuery(tenant));
  const stages = useStages(tenant);
  const places = stages.length > 0 ? rule.stages.map((key) => stageName(stages, key)) : [];
  const named = rule.channels.map((id) => channels?.find((channel) => channel.id === id)?.name ?? "…");
  const told = [...(rule.toOwner ? [t("owner")] : []), ...named];
  const words = [
    rule.active && told.length > 0 ? told.join(", ") : t("off"),
    ...(places.length > 0 ? [t("inStages", { stages: places.join(", ") })] : []),
    ...(rule.afterSeconds ? [t("afterText", { count: Math.round(rule.afterSeconds / 60) })] : []),
    ...(rule.byTime ? [t("byText", { time: rule.byTime.slice(0, 5), zone: rule.zone })] : []),
    // That nobody has finished in time is a rule of processes alone.
    ...(process !== null && rule.inherited && rule.kind !== "LATE" ? [t("inherited")] : []),
  ];
  return (
    <div className={classes.item}>
      <div className={classes.head}>
        <h3 className={classes.what}>{t(`kinds.${rule.kind}`)}</h3>
        {onEdit ? (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={t("changeRule", { name: t(`kinds.${rule.kind}`) })}
            onClick={() => onEdit(rule)}
          >
            {t("change")}
          </Button>
        ) : null}
      </div>
      <p className={`${classes.words} ${form.lead}`}>{words.join(" · ")}</p>
    </div>
  );
}
