import "@/i18n/runPage";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { formatCount } from "@/components/format";
import line from "@/features/graph/FlowLine.module.css";
import { useGraphLife } from "@/features/graph/GraphStore";
import { edgePhase, edgeRows } from "@/features/graph/status";
import { disconnect, labelOf } from "../commands";
import { useEditor, useEditorState } from "../EditorStore";
import classes from "./EditorEdge.module.css";
import type { CanvasEdge } from "./nodes";

/** A connection: what flows over it in a run, and under the pointer what can be done with it. */
export const EditorEdge = memo(function EditorEdge(props: EdgeProps<CanvasEdge>) {
  const { id, source, target, selected } = props;
  const phase = useGraphLife((life) => edgePhase(life.status, source, target));
  const rows = useGraphLife((life) => edgeRows(life.status, source));
  const isHovered = useEditorState((state) => state.hoveredEdge === id);
  const [path, labelX, labelY] = getBezierPath(props);
  const isOpen = selected || isHovered;
  return (
    <>
      <BaseEdge
        path={path}
        interactionWidth={24}
        className={`${line.line} ${classes.line}`}
        data-phase={phase}
        data-chosen={isOpen || undefined}
        data-testid={`edge-${source}-${target}`}
      />
      {phase === "flowing" ? <path d={path} className={line.water} /> : null}
      {rows === null || isOpen ? null : <Rows from={source} to={target} rows={rows} x={labelX} y={labelY} />}
      {isOpen ? <EdgeTools id={id} from={source} to={target} x={labelX} y={labelY} /> : null}
    </>
  );
});

interface LabelProps {
  from: string;
  to: string;
  x: number;
  y: number;
}

function Rows({ from, to, rows, x, y }: LabelProps & { rows: number }) {
  const { t } = useTranslation();
  return (
    <EdgeLabelRenderer>
      <span
        className={line.rows}
        data-testid={`rows-${from}-${to}`}
        data-rows={rows}
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
      >
        {t("run.rows", { count: rows, formatted: formatCount(rows) })}
      </span>
    </EdgeLabelRenderer>
  );
}

function EdgeTools({ id, from, to, x, y }: LabelProps & { id: string }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const { store } = editor;
  const draft = useEditorState((state) => state.history.present);
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  if (isReadOnly) {
    return null;
  }
  const words = { from: labelOf(draft, from), to: labelOf(draft, to) };
  return (
    <EdgeLabelRenderer>
      <span
        className={`${classes.tools} nodrag nopan`}
        data-edge-tools
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        onPointerEnter={() => store.setState({ hoveredEdge: id })}
        onPointerLeave={() => store.setState({ hoveredEdge: null })}
      >
        <button
          type="button"
          aria-label={t("editor.insert", words)}
          data-testid={`insert-${from}-${to}`}
          onClick={() => store.setState({ asking: { kind: "add", edge: { from, to } } })}
        >
          <IconPlus size={14} stroke={2.5} aria-hidden />
        </button>
        <button
          type="button"
          aria-label={t("editor.removeEdge", words)}
          onClick={() => disconnect(editor, { from, to })}
        >
          <IconTrash size={14} aria-hidden />
        </button>
      </span>
    </EdgeLabelRenderer>
  );
}
