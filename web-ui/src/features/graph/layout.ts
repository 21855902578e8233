import ELK from "elkjs/lib/elk-api.js";
// The layouter is shipped as it is: the file is an asset that no build step touches (EPL 2.0).
import workerUrl from "elkjs/lib/elk-worker.min.js?url";
import type { Edge, Place } from "./definition";
import { type Flow, NODE_HEIGHT, NODE_WIDTH } from "./mapping";

let elk: InstanceType<typeof ELK> | undefined;
/** Whether somebody has asked for a layout, and not only warmed it up. */
let isUsed = false;
let isWarmForLarge = false;

const options = {
  "elk.algorithm": "layered",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
};

/** The finest placement takes its time, which only grows with the graph; in one that large nobody sees the difference. */
const LARGE = 150;
const placement = (count: number) => (count > LARGE ? "BRANDES_KOEPF" : "NETWORK_SIMPLEX");

const directions: Readonly<Record<Flow, Record<string, string>>> = {
  right: {
    "elk.direction": "RIGHT",
    "elk.spacing.nodeNode": "32",
    "elk.layered.spacing.nodeNodeBetweenLayers": "96",
  },
  down: {
    "elk.direction": "DOWN",
    "elk.spacing.nodeNode": "24",
    "elk.layered.spacing.nodeNodeBetweenLayers": "56",
  },
};

/** What is laid out: names and what comes after what. */
export interface Shape {
  readonly components: readonly { readonly key: string }[];
  readonly edges: readonly Edge[];
}

const ROWS = 8;
const SAMPLE = 80;
/** Lanes side by side, with lines between them. */
const sample: Shape = {
  components: Array.from({ length: SAMPLE }, (_, n) => ({ key: `${n}` })),
  edges: Array.from({ length: SAMPLE - ROWS }, (_, n) => ({
    from: `${n}`,
    to: `${n + ROWS - (n % 3 === 0 && n % ROWS > 0 ? 1 : 0)}`,
  })),
};

/** How often a large graph is laid out beforehand: the first runs take several times as long as later ones. */
const ROUNDS = 3;

/**
 * Starts the worker before it is needed, and lets it lay out something: to load the layouter, and to run it for the first times, takes
 * longer than to lay out a large graph. Whoever wants a layout meanwhile does not wait for more than one of these.
 *
 * @param shape what somebody may want to be laid out later
 */
export async function warmUp(shape: Shape): Promise<void> {
  const isLarge = shape.components.length > LARGE && !isWarmForLarge;
  const first = elk ? [] : [sample];
  const rounds = isLarge ? Array<Shape>(ROUNDS).fill(shape) : [];
  isWarmForLarge ||= isLarge;
  for (const each of [...first, ...rounds]) {
    if (isUsed) {
      return;
    }
    await found(each, "right");
  }
}

/** Finds a place for every component, in a worker. */
export function layOut(definition: Shape, flow: Flow): Promise<ReadonlyMap<string, Place>> {
  isUsed = true;
  return found(definition, flow);
}

async function found(definition: Shape, flow: Flow): Promise<ReadonlyMap<string, Place>> {
  elk ??= new ELK({ workerUrl });
  const keys = new Set(definition.components.map((component) => component.key));
  const laidOut = await elk.layout({
    id: "process",
    layoutOptions: {
      ...options,
      ...directions[flow],
      "elk.layered.nodePlacement.strategy": placement(keys.size),
    },
    children: [...keys].map((id) => ({ id, width: NODE_WIDTH, height: NODE_HEIGHT })),
    edges: definition.edges
      .filter((edge) => keys.has(edge.from) && keys.has(edge.to))
      .map((edge, number) => ({ id: `edge ${number}`, sources: [edge.from], targets: [edge.to] })),
  });
  return new Map((laidOut.children ?? []).map((child) => [child.id, { x: child.x ?? 0, y: child.y ?? 0 }]));
}
