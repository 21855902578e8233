import { Handle, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { taskTone } from "@/components/status";
import classes from "./ComponentCard.module.css";
import { ComponentFace } from "./ComponentFace";
import { useGraphLife } from "./GraphStore";
import type { ComponentNode } from "./mapping";

/** A component on the canvas: icon and colour by kind, its state as a ring and a word. */
export const ComponentCard = memo(function ComponentCard({
  data,
  sourcePosition,
  targetPosition,
}: NodeProps<ComponentNode>) {
  const status = useGraphLife((life) => life.status.nodes.get(data.key));
  const mark = useGraphLife((life) => life.marks.nodes.get(data.key));
  const isSelected = useGraphLife((life) => life.selected === data.key);
  const select = useGraphLife((life) => life.select);
  return (
    <button
      type="button"
      className={`${classes.card} nodrag nopan`}
      data-testid={`component-${data.key}`}
      data-kind={data.kind}
      data-tone={status ? taskTone[status.state] : undefined}
      data-state={status?.state}
      data-mark={mark}
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
      <ComponentFace data={data} />
      <Handle
        type="source"
        position={sourcePosition ?? Position.Right}
        isConnectable={false}
        className={classes.handle}
      />
    </button>
  );
});
