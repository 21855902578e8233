/** Many components in rows, each reading the one before it: wide enough to be slow, and all of it fits on one screen. */

interface Component {
  key: string;
  type: string;
  label: string;
  settings: object;
}

export interface WideGraph {
  components: Component[];
  edges: { from: string; to: string }[];
  places: Record<string, { x: number; y: number }>;
}

const read = {
  source: { location: "raw", path: "x" },
  format: "csv",
  columns: [{ name: "a", type: "string" }],
};

export function wideGraph(count: number): WideGraph {
  const columns = Math.ceil(Math.sqrt(count));
  const numbers = Array.from({ length: count }, (_, number) => number);
  const isFirst = (number: number) => number % columns === 0;
  return {
    components: numbers.map((number) => ({
      key: `c${number}`,
      type: isFirst(number) ? "ingest-files" : "sql-rule",
      label: `Component ${number}`,
      settings: isFirst(number) ? read : { sql: `SELECT a FROM c${number - 1}` },
    })),
    edges: numbers.filter((number) => !isFirst(number)).map((number) => ({ from: `c${number - 1}`, to: `c${number}` })),
    places: Object.fromEntries(
      numbers.map((number) => [`c${number}`, { x: (number % columns) * 256, y: Math.floor(number / columns) * 120 }]),
    ),
  };
}
