import { useMemo } from "react";
import { useEditor } from "../EditorStore";
import type { CanvasEdge } from "./nodes";

const LINGER = 160;

/** Which connection the pointer is on. It lingers a little, so that the pointer can reach the buttons in its middle. */
export function useEdgeHover() {
  const { store } = useEditor();
  return useMemo(() => {
    let leaving: ReturnType<typeof setTimeout> | undefined;
    return {
      onEdgeMouseEnter: (_: unknown, edge: CanvasEdge) => {
        clearTimeout(leaving);
        store.setState({ hoveredEdge: edge.id });
      },
      onEdgeMouseLeave: () => {
        leaving = setTimeout(() => {
          if (!document.querySelector("[data-edge-tools]:hover")) {
            store.setState({ hoveredEdge: null });
          }
        }, LINGER);
      },
    };
  }, [store]);
}
