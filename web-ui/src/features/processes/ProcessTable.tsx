import type { ProcessSummary } from "@contract";
import { IconArchive, IconPlayerPause } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { TickBox } from "@/components/bulk/TickBox";
import type { Selection } from "@/components/bulk/useSelection";
import table from "@/components/DataTable.module.css";
import { Moment } from "@/components/Moment";
import { ScrollRegion } from "@/components/ScrollRegion";
import { PublicationStatus, Status } from "@/components/Status";
import { TagList } from "@/components/TagList";
import { useDefaultStageName } from "@/features/stages/useStages";
import classes from "./ProcessListPage.module.css";
import { RunBars } from "./RunBars";

// A first visit shows the rows before what can be done with them.
const ProcessMenu = lazy(async () => ({ default: (await import("@/features/life/ProcessMenu")).ProcessMenu }));

interface ProcessTableProps {
  tenant: string;
  processes: ProcessSummary[];
  /** Null for those who may only look. */
  selection: Selection<ProcessSummary> | null;
  onTag: (tag: string) => void;
}

export function ProcessTable({ tenant, processes, selection, onTag }: ProcessTableProps) {
  const { t } = useTranslation();
  return (
    <ScrollRegion label={t("app.table", { name: t("processes.title") })}>
      <table className={table.table}>
        <thead>
          <tr>
            {selection ? (
              <th scope="col" className={classes.tick}>
                <TickAll processes={processes} selection={selection} />
              </th>
            ) : null}
            <th scope="col">{t("processes.name")}</th>
            <th scope="col">{t("processes.state")}</th>
            <th scope="col">{t("processes.lastRuns")}</th>
            <th scope="col">{t("processes.nextRun")}</th>
            <th scope="col">{t("processes.owner")}</th>
            <th scope="col">{t("processes.changed")}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {processes.map((process) => (
            <ProcessRow key={process.key} tenant={tenant} process={process} selection={selection} onTag={onTag} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function TickAll({ processes, selection }: { processes: ProcessSummary[]; selection: Selection<ProcessSummary> }) {
  const { t } = useTranslation();
  const count = selection.chosen.length;
  return (
    <TickBox
      label={t("processes.selectAll")}
      isTicked={count > 0 && count === processes.length}
      isPartly={count > 0 && count < processes.length}
      onToggle={selection.toggleAll}
    />
  );
}

interface ProcessRowProps extends Omit<ProcessTableProps, "processes"> {
  process: ProcessSummary;
}

function ProcessRow({ tenant, process, selection, onTag }: ProcessRowProps) {
  const { t } = useTranslation();
  const isChosen = selection?.isChosen(process.key) ?? false;
  return (
    <tr data-selected={isChosen || undefined}>
      {selection ? (
        <td className={classes.tick}>
          <TickBox
            label={t("processes.select", { name: process.name })}
            isTicked={isChosen}
            onToggle={() => selection.toggle(process.key)}
          />
        </td>
      ) : null}
      <td className={table.named}>
        <Link to="/t/$tenant/processes/$process" params={{ tenant, process: process.key }} className={table.name}>
          {process.name}
        </Link>
        <span className={table.sub}>{process.key}</span>
        <TagList tags={process.tags} onTag={onTag} />
      </td>
      <td className={table.fixed}>
        <State tenant={tenant} process={process} />
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
      <td className={table.fixed}>{process.owner}</td>
      <td className={table.fixed}>
        <Moment at={process.draftAt} />
        <span className={table.sub}>{process.draftBy}</span>
      </td>
      <td className={classes.menu}>
        <Suspense fallback={null}>
          <ProcessMenu tenant={tenant} process={process} size={28} inList />
        </Suspense>
      </td>
    </tr>
  );
}

function State({ tenant, process }: { tenant: string; process: ProcessSummary }) {
  const { t } = useTranslation();
  const stage = useDefaultStageName(tenant);
  if (process.archivedAt !== null) {
    return <Status tone="idle" icon={IconArchive} word={t("processes.archived")} />;
  }
  return (
    <>
      <PublicationStatus state={process.publication} stage={stage} />{" "}
      {process.paused ? <Status tone="wait" icon={IconPlayerPause} word={t("processes.paused")} /> : null}
      {process.version === null ? null : (
        <span className={table.sub}>{t("processes.version", { n: process.version })}</span>
      )}
    </>
  );
}
