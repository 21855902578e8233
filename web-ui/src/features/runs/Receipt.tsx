import "@/i18n/runPage";
import type { ReceiptLine, RunView } from "@contract";
import {
  IconCircleCheckFilled,
  IconCircleDashed,
  IconLoader2,
  IconPlayerStopFilled,
  type TablerIcon,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { CopyId } from "@/components/CopyId";
import table from "@/components/DataTable.module.css";
import { ScrollRegion } from "@/components/ScrollRegion";
import { Status } from "@/components/Status";
import type { Tone } from "@/components/status";

const looks: Record<ReceiptLine["outcome"], { tone: Tone; icon: TablerIcon }> = {
  NOT_STARTED: { tone: "idle", icon: IconCircleDashed },
  CANCELLED: { tone: "idle", icon: IconPlayerStopFilled },
  FINISHED_BEFORE: { tone: "ok", icon: IconCircleCheckFilled },
  STILL_RUNNING: { tone: "wait", icon: IconLoader2 },
};

/** What a stop did to each component: cancelled, finished before, or still running. */
export function Receipt({ tenant, run, receipt }: { tenant: string; run: RunView; receipt: ReceiptLine[] }) {
  const { t } = useTranslation();
  const labels = new Map(run.components.map((component) => [component.key, component.label]));
  return (
    <Card title={t("run.receipt")} flush aside={<span>{t("run.receiptHint")}</span>}>
      <ScrollRegion label={t("app.table", { name: t("run.receipt") })}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t("run.component")}</th>
              <th scope="col">{t("run.outcome")}</th>
              <th scope="col">{t("run.made")}</th>
            </tr>
          </thead>
          <tbody>
            {receipt.map((line) => (
              <tr key={`${line.component} ${line.stepId}`}>
                <td>{labels.get(line.component) ?? line.component}</td>
                <td>
                  <Status {...looks[line.outcome]} word={t(`run.outcomes.${line.outcome}`)} />
                </td>
                <td>
                  <Made tenant={tenant} line={line} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Card>
  );
}

/** The step that a component had made, or the run that it had called. */
function Made({ tenant, line }: { tenant: string; line: ReceiptLine }) {
  const { t } = useTranslation();
  if (line.run !== null) {
    return (
      <Link to="/t/$tenant/runs/$run" params={{ tenant, run: line.run }}>
        {t("run.called")} <code>{line.run}</code>
      </Link>
    );
  }
  return line.stepId === null ? t("time.none") : <CopyId value={line.stepId} what={t("run.step")} />;
}
