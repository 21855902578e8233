import "@/i18n/runPage";
import type { ReceiptLine, RunView } from "@contract";
import {
  IconCircleCheckFilled,
  IconCircleDashed,
  IconLoader2,
  IconPlayerStopFilled,
  type TablerIcon,
} from "@tabler/icons-react";
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
export function Receipt({ run, receipt }: { run: RunView; receipt: ReceiptLine[] }) {
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
              <th scope="col">{t("run.step")}</th>
            </tr>
          </thead>
          <tbody>
            {receipt.map((line) => (
              <tr key={`${line.component} ${line.stepId}`}>
                <td>{labels.get(line.component) ?? line.component}</td>
                <td>
                  <Status {...looks[line.outcome]} word={t(`run.outcomes.${line.outcome}`)} />
                </td>
                <td>{line.stepId === null ? t("time.none") : <CopyId value={line.stepId} what={t("run.step")} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Card>
  );
}
