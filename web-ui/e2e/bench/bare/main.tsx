import "@xyflow/react/dist/style.css";
import { applyNodeChanges, type Edge, type Node, ReactFlow } from "@xyflow/react";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { wideGraph } from "../graph";

/** React Flow with its own plain nodes and edges and nothing else: what the same graph costs at the least. */

const { components, edges, places } = wideGraph(Number(new URLSearchParams(location.search).get("nodes")));
const firstNodes = components.map(
  ({ key, label }): Node => ({
    id: key,
    position: places[key] ?? { x: 0, y: 0 },
    width: 192,
    height: 84,
    data: { label },
  }),
);
const lines = edges.map(({ from, to }): Edge => ({ id: `${from}→${to}`, source: from, target: to }));

function Page() {
  const [nodes, setNodes] = useState(firstNodes);
  return (
    // As much room as the editor's canvas has in the same window.
    <div style={{ width: 1008, height: 844 }}>
      <ReactFlow
        nodes={nodes}
        edges={lines}
        onNodesChange={(changes) => setNodes((before) => applyNodeChanges(changes, before))}
        fitView
        minZoom={0.1}
      />
    </div>
  );
}

createRoot(document.getElementById("root") as HTMLElement).render(<Page />);
