import { useReactFlow } from "@xyflow/react";
import { useCallback, useMemo } from "react";
import type { Place } from "@/features/graph/definition";
import { NODE_HEIGHT, NODE_WIDTH } from "@/features/graph/mapping";
import type { Asking } from "../EditorStore";
import { draftIn, useEditor } from "../EditorStore";
import { placeOf } from "../model/draft";

const GAP = 96;

/** Where new things come: where they were dropped, behind what they read, between two, or in the middle of the window. */
export function useCanvasPlaces(canvas: React.RefObject<HTMLElement | null>) {
  const { store } = useEditor();
  const { screenToFlowPosition } = useReactFlow();
  const centre = useCallback((): Place => {
    const box = (canvas.current ?? document.querySelector("[data-canvas]"))?.getBoundingClientRect();
    const middle = screenToFlowPosition({
      x: (box?.left ?? 0) + (box?.width ?? 800) / 2,
      y: (box?.top ?? 0) + (box?.height ?? 600) / 2,
    });
    return { x: middle.x - NODE_WIDTH / 2, y: middle.y - NODE_HEIGHT / 2 };
  }, [canvas, screenToFlowPosition]);
  const placeFor = useCallback(
    ({ after, edge, place }: Extract<Asking, { kind: "add" }>): Place => {
      const draft = draftIn(store);
      if (place) {
        return place;
      }
      if (edge) {
        const [from, to] = [placeOf(draft, edge.from), placeOf(draft, edge.to)];
        return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
      }
      if (after !== undefined && after in draft.layout.components) {
        const { x, y } = placeOf(draft, after);
        return { x: x + NODE_WIDTH + GAP, y };
      }
      return centre();
    },
    [store, centre],
  );
  return useMemo(() => ({ centre, placeFor }), [centre, placeFor]);
}
