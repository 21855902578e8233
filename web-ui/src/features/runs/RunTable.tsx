import "@/i18n/runList";
import "@/i18n/stages";
import type { RunSummary } from "@contract";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { StageAnswer } from "@/api/stages";
import { TickBox } from "@/components/bulk/TickBox";
import type { Selection } from "@/components/bulk/useSelection";
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
  /** Null where nothing can be done to the runs. */
  selection: Selection<RunSummary> | null;
}

export function RunTable({ tenant, runs, withProcess, selection }: RunTableProps) {
  const { t } = useTranslation();
  const { t: ts } = useTranslation("stages");
  const { t: tl } = useTranslation("runList");
  const stages = useStages(tenant);
  return (
    <ScrollRegion label={t("app.table", { name: t("runs.table") })}>
      <table className={table.table}>
        <thead>
          <tr>
            {selection ? (
              <th scope="col" className={table.choice}>
                <TickBox
                  label={tl("chooseAll")}
                  isTicked={selection.chosen.length === runs.length}
                  isPartly={selection.chosen.length > 0 && selection.chosen.length < runs.length}
                  onToggle={selection.toggleAll}
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
            <RunRow
              key={run.id}
              tenant={tenant}
              run={run}
              withProcess={withProcess}
              stages={stages}
              selection={selection}
            />
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
  selection: Selection<RunSummary> | null;
}

function RunRow({ tenant, run, withProcess, stages, selection }: RunRowProps) {
  const { t } = useTranslation();
  const { t: tl } = useTranslation("runList");
  const isChosen = selection?.isChosen(run.id) ?? false;
  return (
    <tr data-selected={isChosen || undefined}>
      {selection ? (
        <td className={table.choice}>
          <TickBox
            label={tl("chooseRun", { id: run.id })}
            isTicked={isChosen}
            onToggle={() => selection.toggle(run.id)}
          />
        </td>
      ) : null}
      <td className={table.fixed}>
        <RunStatus state={run.state} />
        {run.state === "WAITING" && run.waitingFor ? (
          <span className={`${table.sub} ${table.why}`}>{run.waitingFor.sentence}</span>
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
