import { Handle, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { formatCount } from "@/components/format";
import { TaskStatus } from "@/components/Status";
import { taskTone } from "@/components/status";
import classes from "./ComponentCard.module.css";
import { useGraphLife } from "./GraphStore";
import { componentIcon } from "./icons";
import type { ComponentNode } from "./mapping";
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

/** A component on the canvas: icon and colour by kind, its state as a ring and a word. */
export const ComponentCard = memo(function ComponentCard({
  data,
  sourcePosition,
  targetPosition,
}: NodeProps<ComponentNode>) {
  const { t } = useTranslation();
  const status = useGraphLife((life) => life.status.nodes.get(data.key));
  const isSelected = useGraphLife((life) => life.selected === data.key);
  const select = useGraphLife((life) => life.select);
  const outcome = useYield(status);
  const Icon = componentIcon(data.icon, data.kind);
  return (
    <button
      type="button"
      className={`${classes.card} nodrag nopan`}
      data-testid={`component-${data.key}`}
      data-kind={data.kind}
      data-tone={status ? taskTone[status.state] : undefined}
      data-state={status?.state}
      data-disabled={data.disabled || undefined}
      aria-pressed={isSelected}
      onClick={() => select(data.key)}
    >
      <Handle
        type="target"
        position={targetPosition ?? Position.Left}
        isConnectable={false}
        className={classes.handle}
      />
      <span className={classes.icon}>
        <Icon size={20} stroke={1.75} aria-hidden />
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
            {data.typeTitle}
            {data.disabled ? ` · ${t("taskState.PASSED")}` : ""}
          </span>
        )}
      </span>
      <Handle
        type="source"
        position={sourcePosition ?? Position.Right}
        isConnectable={false}
        className={classes.handle}
      />
    </button>
  );
});
