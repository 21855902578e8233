import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { NODE_HEIGHT, NODE_WIDTH } from "@/features/graph/mapping";
import { draftIn, useEditor, useEditorState } from "../EditorStore";
import { placeOf } from "../model/draft";

/** Brings the component on which the keyboard stands into sight, if it is out of it. */
export function useInSight(): void {
  const { store } = useEditor();
  const focused = useEditorState((state) => state.focused);
  const { getViewport, setCenter } = useReactFlow();
  const flow = useStoreApi();
  useEffect(() => {
    const { width, height } = flow.getState();
    if (focused === null || width === 0) {
      return;
    }
    const { x, y, zoom } = getViewport();
    const place = placeOf(draftIn(store), focused);
    const [left, top] = [place.x * zoom + x, place.y * zoom + y];
    if (left < 0 || top < 0 || left + NODE_WIDTH * zoom > width || top + NODE_HEIGHT * zoom > height) {
      void setCenter(place.x + NODE_WIDTH / 2, place.y + NODE_HEIGHT / 2, { zoom });
    }
  }, [focused, store, flow, getViewport, setCenter]);
}
