import type { ProcessSummary } from "@contract";
import { IconPlayerPause } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import table from "@/components/DataTable.module.css";
import { Moment } from "@/components/Moment";
import { ScrollRegion } from "@/components/ScrollRegion";
import { PublicationStatus, Status } from "@/components/Status";
import { RunBars } from "./RunBars";

interface ProcessTableProps {
  tenant: string;
  processes: ProcessSummary[];
}

export function ProcessTable({ tenant, processes }: ProcessTableProps) {
  const { t } = useTranslation();
  return (
    <ScrollRegion label={t("app.table", { name: t("processes.title") })}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t("processes.name")}</th>
            <th scope="col">{t("processes.state")}</th>
            <th scope="col">{t("processes.lastRuns")}</th>
            <th scope="col">{t("processes.nextRun")}</th>
            <th scope="col">{t("processes.changed")}</th>
          </tr>
        </thead>
        <tbody>
          {processes.map((process) => (
            <ProcessRow key={process.key} tenant={tenant} process={process} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function ProcessRow({ tenant, process }: { tenant: string; process: ProcessSummary }) {
  const { t } = useTranslation();
  return (
    <tr>
      <td className={table.named}>
        <Link to="/t/$tenant/processes/$process" params={{ tenant, process: process.key }} className={table.name}>
          {process.name}
        </Link>
        <span className={table.sub}>{process.key}</span>
      </td>
      <td className={table.fixed}>
        <PublicationStatus state={process.publication} />{" "}
        {process.paused ? <Status tone="wait" icon={IconPlayerPause} word={t("processes.paused")} /> : null}
        {process.version === null ? null : (
          <span className={table.sub}>{t("processes.version", { n: process.version })}</span>
        )}
      </td>
      <td>
        {process.lastRuns.length === 0 ? (
          <span className={table.dim}>{t("processes.noRuns")}</span>
        ) : (
          <RunBars tenant={tenant} process={process} />
        )}
      </td>
      <td className={table.fixed}>
        {process.nextRun === null ? (
          <span className={table.dim}>{t("processes.unscheduled")}</span>
        ) : (
          <Moment at={process.nextRun} />
        )}
      </td>
      <td className={table.fixed}>
        <Moment at={process.draftAt} />
        <span className={table.sub}>{process.draftBy}</span>
      </td>
    </tr>
  );
}
