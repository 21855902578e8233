import "@/i18n/runPage";
import "@/i18n/stages";
import type { RunView } from "@contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { versionQuery } from "@/api/processes";
import { Duration } from "@/components/Duration";
import { ExactMoment } from "@/components/Moment";
import { isRecord, readDefinition } from "@/features/graph/definition";
import { stageName, useStages } from "@/features/stages/useStages";
import { originWords } from "./origin";
import classes from "./Run.module.css";

/** Who asked for the run, for which day, when it ran and for how long. */
export function RunFacts({ tenant, run }: { tenant: string; run: RunView }) {
  const { t } = useTranslation();
  const { t: ts } = useTranslation("stages");
  const stages = useStages(tenant);
  const labels = useLabels(tenant, run);
  const values = run.values ?? run.parameters;
  const parameters = isRecord(values) ? Object.entries(values) : [];
  return (
    <dl className={classes.facts}>
      {run.calledBy === null ? <Fact name={t("runs.origin")}>{originWords(run, t)}</Fact> : null}
      {run.parent === null ? null : (
        <Fact name={t(run.repeats === "WHOLE" ? "rerun.wholeOf" : "rerun.partOf")}>
          <RunLink tenant={tenant} run={run.parent} />
        </Fact>
      )}
      {run.repetitions.length === 0 ? null : (
        <Fact name={t("rerun.repeatedBy")}>
          <RunLink tenant={tenant} run={run.repetitions[0] ?? ""} />
          {run.repetitions.length > 1 ? ` ${t("rerun.more", { count: run.repetitions.length - 1 })}` : null}
        </Fact>
      )}
      {run.upstream === null ? null : (
        <Fact name={t("run.upstream")}>
          <RunLink tenant={tenant} run={run.upstream} />
        </Fact>
      )}
      {run.calledBy === null ? null : (
        <Fact name={t("run.calledBy")}>
          <Link
            to="/t/$tenant/runs/$run"
            params={{ tenant, run: run.calledBy.run }}
            search={{ component: run.calledBy.component }}
          >
            {t("run.callerOf", { process: run.calledBy.processName, run: run.calledBy.run })}
          </Link>
        </Fact>
      )}
      {run.notBefore === null ? null : (
        <Fact name={t("run.notBefore")}>
          <ExactMoment at={run.notBefore} />
        </Fact>
      )}
      {stages.length > 0 ? <Fact name={ts("stage")}>{stageName(stages, run.stage)}</Fact> : null}
      {run.version === null ? null : <Fact name={t("runs.version")}>{run.version}</Fact>}
      <Fact name={t("run.requested")}>
        <ExactMoment at={run.requestedAt} />
      </Fact>
      {run.startedAt === null ? null : (
        <Fact name={t("run.started")}>
          <ExactMoment at={run.startedAt} />
        </Fact>
      )}
      {run.startedAt === null ? null : (
        <Fact name={t("run.duration")}>
          <Duration from={run.startedAt} to={run.endedAt} />
        </Fact>
      )}
      {parameters.map(([key, value]) => (
        <Fact key={key} name={labels.get(key) ?? key}>
          {typeof value === "string" ? value : JSON.stringify(value)}
        </Fact>
      ))}
    </dl>
  );
}

/** What people call the parameters of the version that runs. */
function useLabels(tenant: string, { process, version }: RunView): ReadonlyMap<string, string> {
  const { data } = useQuery({ ...versionQuery(tenant, process, version ?? 0), enabled: version !== null });
  return useMemo(
    () => new Map(data ? readDefinition(data.definition).parameters.map(({ key, label }) => [key, label]) : []),
    [data],
  );
}

function RunLink({ tenant, run }: { tenant: string; run: string }) {
  return (
    <Link to="/t/$tenant/runs/$run" params={{ tenant, run }}>
      <code>{run}</code>
    </Link>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
