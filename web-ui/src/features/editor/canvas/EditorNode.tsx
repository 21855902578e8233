import { IconAlertTriangle, IconPlus } from "@tabler/icons-react";
import { Handle, type NodeProps, Position } from "@xyflow/react";
import { memo, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { TaskIcon } from "@/components/Status";
import { type TaskState, taskTone } from "@/components/status";
import card from "@/features/graph/ComponentCard.module.css";
import { ComponentFace } from "@/features/graph/ComponentFace";
import { useGraphLife } from "@/features/graph/GraphStore";
import { tryConnect } from "../commands";
import { useEditor, useEditorState } from "../EditorStore";
import { problemCounts } from "../model/problems";
import { useTypeOf } from "../useTypeOf";
import classes from "./EditorNode.module.css";
import type { ComponentNode } from "./nodes";
import { useFar } from "./zoom";

/** A component that can be moved, connected and opened. The keyboard stands on one of them at a time. */
export const EditorNode = memo(function EditorNode({ id, data, selected }: NodeProps<ComponentNode>) {
  const { t } = useTranslation();
  const { store } = useEditor();
  const state = useGraphLife((life) => life.status.nodes.get(id)?.state);
  const isFocused = useEditorState((editor) => editor.focused === id);
  const isSource = useEditorState((editor) => editor.connecting === id);
  const faults = useEditorState((editor) => problemCounts(editor.problems).get(id) ?? 0);
  const isFar = useFar();
  const element = useRef<HTMLDivElement>(null);
  useTakenFocus(isFocused, element);
  const name = [
    t("editor.aria", { label: data.label, type: data.typeTitle }),
    ...(data.disabled ? [t("editor.ariaDisabled")] : []),
    ...(data.conditional ? [t("run.conditional")] : []),
    ...(faults > 0 ? [t("editor.ariaProblems", { count: faults })] : []),
    ...(state ? [t(`taskState.${state}`)] : []),
  ].join(", ");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is a part of a form
    <div
      ref={element}
      className={isFar ? `${classes.far} ${card.card} ${classes.card}` : `${card.card} ${classes.card}`}
      title={isFar ? name : undefined}
      role="group"
      aria-roledescription={t("editor.node")}
      aria-label={name}
      aria-current={selected || undefined}
      tabIndex={isFocused ? 0 : -1}
      data-testid={`component-${id}`}
      data-key={id}
      data-kind={data.kind}
      data-tone={state ? taskTone[state] : undefined}
      data-state={state}
      data-disabled={data.disabled || undefined}
      data-selected={selected || undefined}
      data-source={isSource || undefined}
      onFocus={() => store.setState({ focused: id })}
    >
      <Input id={id} />
      {isFar ? <FarFace state={state} /> : <ComponentFace data={data} />}
      {faults > 0 ? (
        <span className={classes.faults}>
          <IconAlertTriangle size={12} aria-hidden />
          {faults}
        </span>
      ) : null}
      <Output id={id} label={data.label} isFar={isFar} />
    </div>
  );
});

/** What can still be told apart from far away: the colour of the kind, and the state as an icon. */
function FarFace({ state }: { state: TaskState | undefined }) {
  return (
    <>
      <span className={card.icon} />
      {state ? <TaskIcon state={state} size={64} /> : null}
    </>
  );
}

/** Follows the keyboard from component to component, but takes the focus from nothing outside the canvas. */
function useTakenFocus(isFocused: boolean, element: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const now = document.activeElement;
    if (isFocused && element.current !== now && now?.closest("[data-canvas]") && !now.matches("input, textarea")) {
      element.current?.focus({ preventScroll: true });
    }
  }, [isFocused, element]);
}

function Input({ id }: { id: string }) {
  const type = useTypeOf(id);
  return type?.inputs.max === 0 ? (
    <Handle type="target" position={Position.Left} isConnectable={false} className={card.handle} />
  ) : (
    <Handle type="target" position={Position.Left} className={classes.handle} />
  );
}

function Output({ id, label, isFar }: { id: string; label: string; isFar: boolean }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const type = useTypeOf(id);
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  return (
    <>
      <Handle
        type="source"
        position={Position.Right}
        className={classes.handle}
        title={isReadOnly ? undefined : t("editor.connectFrom", { label })}
        data-testid={`output-${id}`}
        onClick={(event) => {
          event.stopPropagation();
          const { connecting, isReadOnly: isOff } = editor.store.getState();
          if (isOff) {
            return;
          }
          if (connecting !== null && connecting !== id) {
            tryConnect(editor, connecting, id);
          } else {
            editor.store.setState({ connecting: connecting === id ? null : id });
          }
        }}
      />
      {isReadOnly || isFar || type?.producesOutput === false ? null : (
        <button
          type="button"
          tabIndex={-1}
          className={`${classes.plus} nodrag nopan`}
          aria-label={t("editor.addAfter", { label })}
          data-testid={`plus-${id}`}
          onClick={(event) => {
            event.stopPropagation();
            editor.store.setState({ asking: { kind: "add", after: id }, selected: [id] });
          }}
        >
          <IconPlus size={14} stroke={2.5} aria-hidden />
        </button>
      )}
    </>
  );
}
