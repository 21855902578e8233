/** What a comparison says about a node or an edge. */
export type Mark = "ADDED" | "REMOVED" | "CHANGED";

export interface GraphMarks {
  /** By the component's key. */
  nodes: ReadonlyMap<string, Mark>;
  /** By the edge's id, `from→to`. */
  edges: ReadonlyMap<string, Mark>;
}

export const noMarks: GraphMarks = { nodes: new Map(), edges: new Map() };
