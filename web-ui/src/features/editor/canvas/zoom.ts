import { getViewportForBounds, type Rect, useStore, type Viewport } from "@xyflow/react";
import { createContext, useContext } from "react";
import { NODE_HEIGHT, NODE_WIDTH } from "@/features/graph/mapping";
import type { CanvasNode } from "./nodes";

export const LEAST = 0.1;
/** What the tools at the left edge of the canvas take, with room to breathe. */
export const TOOLS = 76;
/** How the whole graph comes into the window: beside the tools, and under none of them. */
export const fit = {
  padding: { top: 0.08, right: 0.08, bottom: 0.08, left: `${TOOLS}px` },
  maxZoom: 1,
  minZoom: LEAST,
} as const;

/** Below this zoom words on cards are less than six pixels high: there, colours and lines say all that can be seen. */
const FAR = 0.4;

/** A window so narrow that a whole graph in it could seldom be read. */
const NARROW = 640;
/** There, what does not fit begins at its left end, with words that can be read; "fit" still shows all of it. */
const READABLE = 0.7;

export interface Room {
  width: number;
  height: number;
}

/** What is in the window at first: the whole graph if it can be read there, as "fit" would show it, but known before anything is drawn. */
export function firstViewport(nodes: readonly CanvasNode[], { width, height }: Room): Viewport {
  if (nodes.length === 0 || width === 0 || height === 0) {
    return { x: 0, y: 0, zoom: 1 };
  }
  const left = Math.min(...nodes.map(({ position }) => position.x));
  const top = Math.min(...nodes.map(({ position }) => position.y));
  const right = Math.max(...nodes.map((node) => node.position.x + (node.width ?? NODE_WIDTH)));
  const bottom = Math.max(...nodes.map((node) => node.position.y + (node.height ?? NODE_HEIGHT)));
  const bounds = { x: left, y: top, width: right - left, height: bottom - top };
  const whole = getViewportForBounds(bounds, width, height, fit.minZoom, fit.maxZoom, fit.padding);
  return width < NARROW && whole.zoom < FAR ? beginning(nodes, bounds, height) : whole;
}

/** The first component of a graph, or its first note, beside the tools; with all of its height in the middle, or, of a higher one, with that. */
function beginning(nodes: readonly CanvasNode[], bounds: Rect, height: number): Viewport {
  const components = nodes.filter(({ type }) => type === "component");
  const [first] = (components.length > 0 ? components : [...nodes]).sort((a, b) => a.position.x - b.position.x);
  const { x, y } = first?.position ?? bounds;
  const isTall = bounds.height * READABLE > height * 0.84;
  const middle = isTall ? y + NODE_HEIGHT / 2 : bounds.y + bounds.height / 2;
  return { x: TOOLS - x * READABLE, y: height / 2 - middle * READABLE, zoom: READABLE };
}

/** Whether the canvas is seen from far away; until it has a viewport, the first one counts. */
export function useIsFar(first: Viewport): boolean {
  return useStore(({ panZoom, transform }) => (panZoom ? transform[2] : first.zoom) < FAR);
}

/** Told by the canvas, so that not each of its cards has to watch the zoom. */
export const FarContext = createContext(false);

export const useFar = () => useContext(FarContext);
