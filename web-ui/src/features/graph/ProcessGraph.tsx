import "@xyflow/react/dist/style.css";
import type { ComponentType } from "@contract";
import { useMantineColorScheme } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Background, BackgroundVariant, Controls, ReactFlow } from "@xyflow/react";
import { useEffect, useMemo, useState } from "react";
import { Loading } from "@/components/Loading";
import { ComponentCard } from "./ComponentCard";
import type { ProcessDefinition } from "./definition";
import { FlowLine } from "./FlowLine";
import { createGraphStore, GraphStoreContext } from "./GraphStore";
import { toGraph } from "./mapping";
import { type GraphMarks, noMarks } from "./marks";
import classes from "./ProcessGraph.module.css";
import type { GraphStatus } from "./status";
import { usePlaces } from "./usePlaces";

const nodeTypes = { component: ComponentCard };
const edgeTypes = { flow: FlowLine };
const fit = { padding: 0.06, maxZoom: 1, minZoom: 0.2 };

export interface ProcessGraphProps {
  definition: ProcessDefinition;
  types: readonly ComponentType[];
  status: GraphStatus;
  marks?: GraphMarks;
  selected: string | null;
  onSelect: (key: string) => void;
  name: string;
}

/** The graph of a process, to look at; with a run's status when there is one. */
export default function ProcessGraph({
  definition,
  types,
  status,
  marks = noMarks,
  selected,
  onSelect,
  name,
}: ProcessGraphProps) {
  const { colorScheme } = useMantineColorScheme();
  const flow = useMediaQuery("(max-width: 767px)", false, { getInitialValueInEffect: false }) ? "down" : "right";
  const places = usePlaces(definition, flow);
  const [store] = useState(createGraphStore);
  const graph = useMemo(
    () => (places ? toGraph(definition, types, places, flow) : null),
    [definition, types, places, flow],
  );
  useEffect(
    () => store.setState({ status, marks, selected, select: onSelect }),
    [store, status, marks, selected, onSelect],
  );
  return (
    <section className={classes.graph} aria-label={name}>
      {graph ? (
        <GraphStoreContext value={store}>
          <ReactFlow
            key={flow}
            nodes={graph.nodes}
            edges={graph.edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            colorMode={colorScheme === "auto" ? "system" : colorScheme}
            fitView
            fitViewOptions={fit}
            minZoom={0.1}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            elementsSelectable={false}
            zoomOnScroll={false}
            preventScrolling={false}
            onlyRenderVisibleElements={graph.nodes.length > 100}
          >
            <Background variant={BackgroundVariant.Dots} gap={16} size={1} color="var(--hg-line)" />
            <Controls showInteractive={false} fitViewOptions={fit} />
          </ReactFlow>
        </GraphStoreContext>
      ) : (
        <Loading rows={3} height={48} />
      )}
    </section>
  );
}
