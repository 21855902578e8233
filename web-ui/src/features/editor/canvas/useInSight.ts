import { useReactFlow, useStore, useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { NODE_HEIGHT, NODE_WIDTH } from "@/features/graph/mapping";
import { draftIn, useEditor, useEditorState } from "../EditorStore";
import { placeOf } from "../model/draft";
import { type Frame, intoSight } from "./sight";

/** What can be seen of a canvas: all of it, but for what the settings panel covers in a narrow window. */
function sightOf(canvas: HTMLElement): Frame {
  const { left, top, right, bottom } = canvas.getBoundingClientRect();
  const panel = document.querySelector("[data-panel]")?.getBoundingClientRect();
  return { left: 0, top: 0, right: Math.min(right, panel?.left ?? right) - left, bottom: bottom - top };
}

/**
 * Keeps the component on which the keyboard stands in sight, also when the settings panel takes its part of the window. The canvas
 * moves for nothing else, and no further than it has to: what somebody looks at or has just put down stays where it is.
 */
export function useInSight(): void {
  const { store } = useEditor();
  const focused = useEditorState((state) => state.focused);
  const isPanelOpen = useEditorState((state) => state.isPanelOpen);
  const { getViewport, setViewport } = useReactFlow();
  const flow = useStoreApi();
  const width = useStore((state) => state.width);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the panel covers a part of the canvas, or makes it narrower
  useEffect(() => {
    const { domNode } = flow.getState();
    const isFirst = store.getState().selected.length === 0;
    if (focused === null || width === 0 || isFirst || !domNode) {
      return;
    }
    const { x, y, zoom } = getViewport();
    const place = placeOf(draftIn(store), focused);
    const [left, top] = [place.x * zoom + x, place.y * zoom + y];
    const card = { left, top, right: left + NODE_WIDTH * zoom, bottom: top + NODE_HEIGHT * zoom };
    const by = intoSight(card, sightOf(domNode));
    if (by.x !== 0 || by.y !== 0) {
      void setViewport({ x: x + by.x, y: y + by.y, zoom });
    }
  }, [focused, isPanelOpen, width, store, flow, getViewport, setViewport]);
}
