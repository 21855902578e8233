import { applyNodeChanges, type NodeChange } from "@xyflow/react";
import { useCallback, useLayoutEffect, useState } from "react";
import { select, useDraft, useEditor, useEditorState } from "../EditorStore";
import { type CanvasNode, toNodes } from "./nodes";

/** The nodes on the canvas: as the draft has them, and where the pointer has dragged them until it lets go. */
export function useCanvasNodes(): [CanvasNode[], (changes: NodeChange<CanvasNode>[]) => void] {
  const { store, types } = useEditor();
  const draft = useDraft();
  const selected = useEditorState((state) => state.selected);
  const [nodes, setNodes] = useState<CanvasNode[]>(() => toNodes(draft, types, selected, []));
  useLayoutEffect(() => setNodes((before) => toNodes(draft, types, selected, before)), [draft, types, selected]);
  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const kept = changes.filter((change) => change.type === "position" || change.type === "dimensions");
      if (kept.length > 0) {
        setNodes((before) => applyNodeChanges(kept, before));
      }
      const chosen = new Set(store.getState().selected);
      for (const change of changes) {
        if (change.type === "select") {
          change.selected ? chosen.add(change.id) : chosen.delete(change.id);
        }
      }
      select(store, [...chosen]);
      if (chosen.size > 0 && store.getState().selectedEdge !== null) {
        store.setState({ selectedEdge: null });
      }
    },
    [store],
  );
  return [nodes, onNodesChange];
}
