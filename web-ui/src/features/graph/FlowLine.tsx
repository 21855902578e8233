import "@/i18n/runPage";
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { formatCount } from "@/components/format";
import classes from "./FlowLine.module.css";
import { useGraphLife } from "./GraphStore";
import { MarkWord } from "./MarkWord";
import type { FlowEdge } from "./mapping";
import { edgePhase, edgeRows } from "./status";

/** An edge: it flows while data is on its way, and then says how many rows went over it. */
export const FlowLine = memo(function FlowLine(props: EdgeProps<FlowEdge>) {
  const { t } = useTranslation();
  const { source, target } = props;
  const phase = useGraphLife((life) => edgePhase(life.status, source, target));
  const rows = useGraphLife((life) => edgeRows(life.status, source));
  const mark = useGraphLife((life) => life.marks.edges.get(`${source}→${target}`));
  const [path, labelX, labelY] = getBezierPath(props);
  return (
    <>
      <BaseEdge
        path={path}
        className={classes.line}
        data-phase={phase}
        data-mark={mark}
        data-testid={`edge-${source}-${target}`}
      />
      {phase === "flowing" ? <path d={path} className={classes.water} /> : null}
      {mark ? (
        <EdgeLabelRenderer>
          <span
            className={classes.mark}
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            <MarkWord mark={mark} />
          </span>
        </EdgeLabelRenderer>
      ) : null}
      {rows === null ? null : (
        <EdgeLabelRenderer>
          <span
            className={classes.rows}
            data-testid={`rows-${source}-${target}`}
            data-rows={rows}
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            {t("run.rows", { count: rows, formatted: formatCount(rows) })}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
