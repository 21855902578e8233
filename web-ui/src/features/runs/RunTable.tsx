import "@/i18n/runList";
import "@/i18n/stages";
import type { RunSummary } from "@contract";
import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { StageAnswer } from "@/api/stages";
import table from "@/components/DataTable.module.css";
import { Duration } from "@/components/Duration";
import { formatDay } from "@/components/format";
import { Moment } from "@/components/Moment";
import { ScrollRegion } from "@/components/ScrollRegion";
import { RunStatus } from "@/components/Status";
import { stageName, useStages } from "@/features/stages/useStages";
import { originWords } from "./origin";

interface RunTableProps {
  tenant: string;
  runs: RunSummary[];
  withProcess: boolean;
  /** Left out where nothing can be done to the runs. */
  choice?: Choice | undefined;
}

interface Choice {
  /** Ids of runs. */
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}

function toggled({ chosen }: Choice, runs: RunSummary[], isOn: boolean): ReadonlySet<string> {
  const next = new Set(chosen);
  for (const run of runs) {
    if (isOn) {
      next.add(run.id);
    } else {
      next.delete(run.id);
    }
  }
  return next;
}

export function RunTable({ tenant, runs, withProcess, choice }: RunTableProps) {
  const { t } = useTranslation();
  const { t: ts } = useTranslation("stages");
  const { t: tl } = useTranslation("runList");
  const here = runs.filter((run) => choice?.chosen.has(run.id)).length;
  const stages = useStages(tenant);
  return (
    <ScrollRegion label={t("app.table", { name: t("runs.table") })}>
      <table className={table.table}>
        <thead>
          <tr>
            {choice ? (
              <th scope="col" className={table.choice}>
                <Checkbox
                  size="xs"
                  aria-label={tl("chooseAll")}
                  checked={here > 0 && here === runs.length}
                  indeterminate={here > 0 && here < runs.length}
                  onChange={(event) => choice.onChoose(toggled(choice, runs, event.currentTarget.checked))}
                />
              </th>
            ) : null}
            <th scope="col">{t("runs.state")}</th>
            <th scope="col">{t("runs.run")}</th>
            {withProcess ? <th scope="col">{t("runs.process")}</th> : null}
            {stages.length > 0 ? <th scope="col">{ts("stage")}</th> : null}
            <th scope="col">{t("runs.businessDate")}</th>
            <th scope="col">{t("runs.origin")}</th>
            <th scope="col">{t("runs.requested")}</th>
            <th scope="col" className={table.number}>
              {t("runs.duration")}
            </th>
            <th scope="col" className={table.number}>
              {t("runs.version")}
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunRow key={run.id} tenant={tenant} run={run} withProcess={withProcess} stages={stages} choice={choice} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

interface RunRowProps {
  tenant: string;
  run: RunSummary;
  withProcess: boolean;
  stages: StageAnswer[];
  choice: Choice | undefined;
}

function RunRow({ tenant, run, withProcess, stages, choice }: RunRowProps) {
  const { t } = useTranslation();
  const { t: tl } = useTranslation("runList");
  return (
    <tr>
      {choice ? (
        <td className={table.choice}>
          <Checkbox
            size="xs"
            aria-label={tl("chooseRun", { id: run.id })}
            checked={choice.chosen.has(run.id)}
            onChange={(event) => choice.onChoose(toggled(choice, [run], event.currentTarget.checked))}
          />
        </td>
      ) : null}
      <td className={table.fixed}>
        <RunStatus state={run.state} />
        {run.state === "WAITING" && run.waitingFor ? (
          <span className={table.sub}>{run.waitingFor.sentence}</span>
        ) : null}
      </td>
      <td className={table.fixed}>
        <Link to="/t/$tenant/runs/$run" params={{ tenant, run: run.id }} className={table.name}>
          <code>{run.id}</code>
        </Link>
      </td>
      {withProcess ? (
        <td className={table.named}>
          <Link to="/t/$tenant/processes/$process" params={{ tenant, process: run.process }} className={table.name}>
            {run.processName}
          </Link>
        </td>
      ) : null}
      {stages.length > 0 ? <td className={table.fixed}>{stageName(stages, run.stage)}</td> : null}
      <td className={table.fixed}>{formatDay(run.businessDate)}</td>
      <td className={table.fixed}>{originWords(run, t)}</td>
      <td className={table.fixed}>
        <Moment at={run.requestedAt} />
      </td>
      <td className={table.number}>
        <Duration from={run.startedAt} to={run.endedAt} />
      </td>
      <td className={table.number}>{run.version ?? t("time.none")}</td>
    </tr>
  );
}
