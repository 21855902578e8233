import { createContext, useContext } from "react";
import { createStore, type StoreApi, useStore } from "zustand";
import { type GraphMarks, noMarks } from "./marks";
import { type GraphStatus, noStatus } from "./status";

export interface GraphLife {
  status: GraphStatus;
  /** What a comparison says about nodes and edges; none outside of one. */
  marks: GraphMarks;
  selected: string | null;
  select: (key: string) => void;
}

export type GraphStore = StoreApi<GraphLife>;

/** Status and selection beside the graph, so that a change renders only the nodes and edges that it is about. */
export function createGraphStore(): GraphStore {
  return createStore<GraphLife>(() => ({ status: noStatus, marks: noMarks, selected: null, select: () => {} }));
}

export const GraphStoreContext = createContext<GraphStore | null>(null);

export function useGraphLife<T>(selector: (life: GraphLife) => T): T {
  const store = useContext(GraphStoreContext);
  if (!store) {
    throw new Error("Nodes and edges live inside a ProcessGraph.");
  }
  return useStore(store, selector);
}
