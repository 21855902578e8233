import { type OnConnectEnd, useReactFlow } from "@xyflow/react";
import { useCallback } from "react";
import { NODE_HEIGHT, NODE_WIDTH } from "@/features/graph/mapping";
import { tryConnect } from "../commands";
import { useEditor } from "../EditorStore";

function pointOf(event: MouseEvent | TouchEvent): { clientX: number; clientY: number } {
  return "changedTouches" in event ? (event.changedTouches[0] ?? { clientX: 0, clientY: 0 }) : event;
}

/** What becomes of a connection that is dropped beside a handle: on a component it is made, on the ground a new one is added. */
export function useConnecting() {
  const editor = useEditor();
  const { screenToFlowPosition } = useReactFlow();
  const placeAt = useCallback(
    ({ clientX, clientY }: { clientX: number; clientY: number }) => {
      const { x, y } = screenToFlowPosition({ x: clientX, y: clientY });
      return { x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 };
    },
    [screenToFlowPosition],
  );
  const onConnectEnd: OnConnectEnd = useCallback(
    (event, { isValid, fromNode, fromHandle, toNode }) => {
      const from = fromNode?.id;
      if (isValid === true || from === undefined) {
        return;
      }
      const point = pointOf(event);
      const under = document
        .elementFromPoint(point.clientX, point.clientY)
        ?.closest(".react-flow__node-component")
        ?.getAttribute("data-id");
      const to = toNode?.id ?? under;
      const isForwards = fromHandle?.type !== "target";
      if (to === from) {
        return;
      }
      if (to != null) {
        tryConnect(editor, isForwards ? from : to, isForwards ? to : from);
      } else if (isForwards) {
        const place = placeAt(point);
        editor.store.setState({
          asking: { kind: "add", after: from, place: { x: place.x + NODE_WIDTH / 2, y: place.y } },
        });
      }
    },
    [editor, placeAt],
  );
  return { onConnectEnd, placeAt };
}
