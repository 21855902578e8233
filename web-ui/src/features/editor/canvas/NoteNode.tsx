import { type NodeProps, NodeResizer } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { edit, finishGesture, useEditor, useEditorState } from "../EditorStore";
import { changeNote } from "../model/edits";
import classes from "./NoteNode.module.css";
import type { NoteNode as Shown } from "./nodes";

/** A note on the canvas; it belongs to the picture and means nothing to a run. */
export const NoteNode = memo(function NoteNode({ id, data, selected }: NodeProps<Shown>) {
  const { t } = useTranslation();
  const { store } = useEditor();
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  return (
    <div className={classes.note} data-testid={`note-${id}`} data-selected={selected || undefined}>
      <NodeResizer
        isVisible={selected && !isReadOnly}
        minWidth={128}
        minHeight={64}
        lineClassName={classes.line ?? ""}
        handleClassName={classes.corner ?? ""}
        onResizeEnd={(_, { x, y, width, height }) =>
          edit(store, (draft) =>
            changeNote(draft, id, {
              x: Math.round(x),
              y: Math.round(y),
              width: Math.round(width),
              height: Math.round(height),
            }),
          )
        }
      />
      <textarea
        className={`${classes.text} nowheel`}
        aria-label={t("editor.noteText")}
        placeholder={t("editor.noteHint")}
        value={data.note.text}
        readOnly={isReadOnly}
        maxLength={4000}
        onChange={(event) => {
          const text = event.currentTarget.value;
          edit(store, (draft) => changeNote(draft, id, { text }), `note ${id}`);
        }}
        onBlur={() => finishGesture(store)}
      />
    </div>
  );
});
