import type { RunView } from "@contract";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Duration } from "@/components/Duration";
import { ExactMoment } from "@/components/Moment";
import { isRecord } from "@/features/graph/definition";
import classes from "./Run.module.css";

/** Who asked for the run, for which day, when it ran and for how long. */
export function RunFacts({ run }: { run: RunView }) {
  const { t } = useTranslation();
  const parameters = isRecord(run.parameters) ? Object.entries(run.parameters) : [];
  return (
    <dl className={classes.facts}>
      <Fact name={t("runs.origin")}>{run.origin === "SCHEDULE" ? t("runs.schedule") : run.requestedBy}</Fact>
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
        <Fact key={key} name={key}>
          {typeof value === "string" ? value : JSON.stringify(value)}
        </Fact>
      ))}
    </dl>
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
