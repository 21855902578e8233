import { useReactFlow, useStore, useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { NODE_HEIGHT, NODE_WIDTH } from "@/features/graph/mapping";
import { draftIn, useEditor, useEditorState } from "../EditorStore";
import { placeOf } from "../model/draft";

/** Brings the component on which the keyboard stands into sight, if it is out of it. */
export function useInSight(): void {
  const { store } = useEditor();
  const focused = useEditorState((state) => state.focused);
  const { getViewport, setCenter, fitView, getNodes } = useReactFlow();
  const flow = useStoreApi();
  // The settings panel takes a part of the window when it opens.
  const width = useStore((state) => state.width);
  const before = useRef(width);
  useEffect(() => {
    const [was, { height }] = [before.current, flow.getState()];
    before.current = width;
    if (was === 0 || width === 0 || was === width) {
      return;
    }
    const { x, y, zoom } = getViewport();
    const isInSight = (sight: number) =>
      getNodes().every(({ position, measured }) => {
        const [left, top] = [position.x * zoom + x, position.y * zoom + y];
        const right = left + (measured?.width ?? NODE_WIDTH) * zoom;
        return left >= 0 && top >= 0 && right <= sight && top + (measured?.height ?? NODE_HEIGHT) * zoom <= height;
      });
    // Whoever saw the whole goes on seeing it beside the panel.
    if (isInSight(was) && !isInSight(width)) {
      void fitView({ padding: 0.06, maxZoom: zoom, minZoom: Math.min(zoom, Math.max(0.1, zoom * 0.5)) });
    }
  }, [width, flow, getViewport, getNodes, fitView]);
  useEffect(() => {
    const { height } = flow.getState();
    const isFirst = store.getState().selected.length === 0;
    if (focused === null || width === 0 || isFirst) {
      return;
    }
    const { x, y, zoom } = getViewport();
    const place = placeOf(draftIn(store), focused);
    const [left, top] = [place.x * zoom + x, place.y * zoom + y];
    if (left < 0 || top < 0 || left + NODE_WIDTH * zoom > width || top + NODE_HEIGHT * zoom > height) {
      void setCenter(place.x + NODE_WIDTH / 2, place.y + NODE_HEIGHT / 2, { zoom });
    }
  }, [focused, width, store, flow, getViewport, setCenter]);
}
