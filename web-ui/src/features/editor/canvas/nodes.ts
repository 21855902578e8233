import type { ComponentType } from "@contract";
import type { Edge, Node, NodeHandle } from "@xyflow/react";
import { Position } from "@xyflow/react";
import { type ComponentData, HANDLE, NODE_HEIGHT, NODE_WIDTH } from "@/features/graph/mapping";
import { typeOf } from "../model/connections";
import { type Draft, type DraftComponent, type Note, placeOf } from "../model/draft";

export type ComponentNode = Node<ComponentData, "component">;
export type NoteNode = Node<{ note: Note }, "note">;
export type CanvasNode = ComponentNode | NoteNode;
export type CanvasEdge = Edge<Record<string, never>, "flow">;

/**
 * Every card has one size, and its handles are in the middle of its sides. Where that is told, nothing is measured before lines can be
 * drawn: to measure hundreds of cards is slow, and all of them are drawn a second time after it.
 */
const size = { width: NODE_WIDTH, height: NODE_HEIGHT };
const handles: NodeHandle[] = [
  { type: "target", position: Position.Left, ...handleAt(1) },
  { type: "source", position: Position.Right, ...handleAt(NODE_WIDTH - 1) },
];

function handleAt(x: number) {
  return { x: x - HANDLE / 2, y: (NODE_HEIGHT - HANDLE) / 2, width: HANDLE, height: HANDLE };
}

/** The same component of a draft always shows the same data object, so that its node is drawn once. */
const shown = new WeakMap<DraftComponent, { types: readonly ComponentType[]; data: ComponentData }>();

function dataOf(component: DraftComponent, types: readonly ComponentType[]): ComponentData {
  const known = shown.get(component);
  if (known?.types === types) {
    return known.data;
  }
  const type = typeOf(types, component);
  const data: ComponentData = {
    key: component.key,
    label: component.label,
    typeTitle: type?.title ?? component.type,
    kind: type?.kind ?? "transform",
    icon: type?.icon ?? "",
    disabled: component.disabled === true,
    conditional: component.condition !== undefined,
  };
  shown.set(component, { types, data });
  return data;
}

function isSame(node: CanvasNode, other: CanvasNode): boolean {
  return (
    node.type === other.type &&
    node.selected === other.selected &&
    node.position.x === other.position.x &&
    node.position.y === other.position.y &&
    node.width === other.width &&
    node.height === other.height &&
    (node.type === "note" ? node.data.note === (other as NoteNode).data.note : node.data === other.data)
  );
}

/** The nodes of a draft. Those that show what they showed before stay the same objects. */
export function toNodes(
  draft: Draft,
  types: readonly ComponentType[],
  selected: readonly string[],
  before: readonly CanvasNode[],
): CanvasNode[] {
  const chosen = new Set(selected);
  const known = new Map(before.map((node) => [node.id, node]));
  const components = draft.components.map(
    (component): CanvasNode => ({
      id: component.key,
      type: "component",
      position: placeOf(draft, component.key),
      sourcePosition: Position.Right,
      targetPosition: Position.Left,
      ...size,
      measured: size,
      handles,
      selected: chosen.has(component.key),
      data: dataOf(component, types),
    }),
  );
  const notes = Object.entries(draft.layout.notes).map(
    ([key, note]): CanvasNode => ({
      id: key,
      type: "note",
      position: { x: note.x, y: note.y },
      width: note.width,
      height: note.height,
      zIndex: -1,
      selected: chosen.has(key),
      data: { note },
    }),
  );
  return [...notes, ...components].map((node) => {
    const old = known.get(node.id);
    if (!old) {
      return node;
    }
    return isSame(old, node) ? old : ({ ...old, ...node } as CanvasNode);
  });
}

export function toEdges(draft: Draft, selectedEdge: string | null): CanvasEdge[] {
  return draft.edges.map(({ from, to }) => {
    const id = `${from}→${to}`;
    return { id, type: "flow", source: from, target: to, selected: id === selectedEdge };
  });
}
