import "@/i18n/runPage";
import { IconArrowsSplit2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { formatCount } from "@/components/format";
import { TaskStatus } from "@/components/Status";
import classes from "./ComponentCard.module.css";
import { useGraphLife } from "./GraphStore";
import { componentIcon } from "./icons";
import { MarkWord } from "./MarkWord";
import type { ComponentData } from "./mapping";
import type { NodeStatus } from "./status";

function useYield(status: NodeStatus | undefined): string | null {
  const { t } = useTranslation();
  if (!status) {
    return null;
  }
  if (status.rules !== null) {
    return t("run.rules", status.rules);
  }
  if (status.files !== null) {
    return t("run.files", { count: status.files });
  }
  if (status.rejected !== null && status.rejected > 0) {
    return t("run.setAside", { formatted: formatCount(status.rejected) });
  }
  return null;
}

/** What every picture of a component shows: icon, label, and its state in a run or else its type. */
export function ComponentFace({ data }: { data: ComponentData }) {
  const { t } = useTranslation();
  const status = useGraphLife((life) => life.status.nodes.get(data.key));
  const mark = useGraphLife((life) => life.marks.nodes.get(data.key));
  const outcome = useYield(status);
  const Icon = componentIcon(data.icon, data.kind);
  return (
    <>
      <span className={classes.icon}>
        <Icon size={20} stroke={1.75} aria-hidden />
        {data.conditional ? (
          <span className={classes.condition} role="img" aria-label={t("run.conditional")} title={t("run.conditional")}>
            <IconArrowsSplit2 size={12} aria-hidden />
          </span>
        ) : null}
      </span>
      <span className={classes.words}>
        <span className={classes.label} title={data.label}>
          {data.label}
        </span>
        {status ? (
          <span className={classes.state}>
            <TaskStatus state={status.state} plain />
            {outcome ? <span className={classes.outcome}>{outcome}</span> : null}
          </span>
        ) : (
          <span className={classes.type}>
            {mark ? <MarkWord mark={mark} /> : data.typeTitle}
            {data.disabled && !mark ? ` · ${t("taskState.PASSED")}` : ""}
          </span>
        )}
      </span>
    </>
  );
}
