import type { ComponentType } from "@contract";
import { type Edge, type Node, Position } from "@xyflow/react";
import type { Place, ProcessDefinition } from "./definition";

export const NODE_WIDTH = 192;
export const NODE_HEIGHT = 84;
/** Side of the square around each end of a card that takes connections, as its style sheet has it. */
export const HANDLE = 24;

/** Where the data flows on the canvas: down where the screen is narrow. */
export type Flow = "right" | "down";

export type Kind = ComponentType["kind"];

/** What a node shows of its component. Its status is not here: it changes far more often than the graph. */
export type ComponentData = {
  key: string;
  label: string;
  typeTitle: string;
  kind: Kind;
  icon: string;
  disabled: boolean;
  /** Whether it runs only when a condition holds. */
  conditional: boolean;
};

export type ComponentNode = Node<ComponentData, "component">;
export type FlowEdge = Edge<Record<string, never>, "flow">;

export interface Graph {
  nodes: ComponentNode[];
  edges: FlowEdge[];
}

function typeOf(types: readonly ComponentType[], type: string, version: number | null): ComponentType | undefined {
  const named = types.filter((candidate) => candidate.type === type);
  return named.find((candidate) => candidate.version === version) ?? named.at(-1);
}

function isEdgeDrawable(keys: ReadonlySet<string>, edge: { from: string; to: string }): boolean {
  return keys.has(edge.from) && keys.has(edge.to) && edge.from !== edge.to;
}

/** The graph of a definition; edges that lead nowhere, as a faulty draft may have, are not drawn. */
export function toGraph(
  definition: ProcessDefinition,
  types: readonly ComponentType[],
  places: ReadonlyMap<string, Place>,
  flow: Flow,
): Graph {
  const keys = new Set(definition.components.map((component) => component.key));
  const seen = new Set<string>();
  return {
    nodes: definition.components.map((component) => {
      const type = typeOf(types, component.type, component.version);
      return {
        id: component.key,
        type: "component",
        position: places.get(component.key) ?? { x: 0, y: 0 },
        sourcePosition: flow === "right" ? Position.Right : Position.Bottom,
        targetPosition: flow === "right" ? Position.Left : Position.Top,
        width: NODE_WIDTH,
        height: NODE_HEIGHT,
        // Nodes that can be neither dragged nor selected get no mouse from React Flow, though a button is on them.
        style: { pointerEvents: "all" },
        data: {
          key: component.key,
          label: component.label,
          typeTitle: type?.title ?? component.type,
          kind: type?.kind ?? "transform",
          icon: type?.icon ?? "",
          disabled: component.disabled,
          conditional: component.condition !== "",
        },
      };
    }),
    edges: definition.edges
      .filter((edge) => isEdgeDrawable(keys, edge))
      .map((edge) => ({ id: `${edge.from}→${edge.to}`, type: "flow" as const, source: edge.from, target: edge.to }))
      .filter((edge) => !seen.has(edge.id) && seen.add(edge.id)),
  };
}

/** Whether the definition says itself where everything lies; if not, all is laid out anew. */
export function hasWholeLayout(definition: ProcessDefinition): boolean {
  return definition.components.every((component) => definition.layout.has(component.key));
}
