import type { Upstream } from "./columns";

/** A column that a query asks a table for, and the table does not have. */
export interface UnknownColumn {
  table: string;
  column: string;
  known: readonly string[];
}

// What a query is made of, as far as it matters here; texts and comments are one piece each, so that nothing in them counts.
const PIECES =
  /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"]|"")*"|`(?:[^`]|``)*`|:[A-Za-z_]\w*|[A-Za-z_]\w*|[0-9][\w.]*|\S/g;
const NAME = /^(?:[A-Za-z_]\w*|`(?:[^`]|``)+`)$/;
const NO_ALIAS = new Set(
  (
    "on using where group order having limit union except intersect minus join inner left right full outer cross natural semi anti " +
    "lateral tablesample window select from as pivot unpivot distribute sort cluster qualify offset set"
  ).split(" "),
);

const plain = (name: string) => (name.startsWith("`") ? name.slice(1, -1).replaceAll("``", "`") : name);
const lower = (name: string) => plain(name).toLowerCase();

/**
 * Columns that are asked for by "table.column" and are not among those that the table is known to have. Only what is certain: a
 * name without its table, and a table or alias that means two things in the query, are left to the cluster.
 */
export function unknownColumns(sql: string, tables: readonly Upstream[]): UnknownColumn[] {
  const pieces = (sql.match(PIECES) ?? []).filter((piece) => !/^(--|\/\*)/.test(piece));
  const meanings = aliases(pieces, tables);
  const found = new Map<string, UnknownColumn>();
  for (const [at, piece] of pieces.entries()) {
    const [dot, column, next] = [pieces[at + 1], pieces[at + 2], pieces[at + 3]];
    const table = NAME.test(piece) && pieces[at - 1] !== "." && dot === "." ? meanings.get(lower(piece)) : undefined;
    if (!table || table.columns.length === 0 || column === undefined || !NAME.test(column) || next === "(") {
      continue;
    }
    if (!table.columns.some(({ name }) => name.toLowerCase() === lower(column))) {
      found.set(`${table.key} ${lower(column)}`, {
        table: table.key,
        column: plain(column),
        known: table.columns.map(({ name }) => name),
      });
    }
  }
  return [...found.values()];
}

/** What each name before a dot stands for; one that stands for two things stands for nothing that is known. */
function aliases(pieces: readonly string[], tables: readonly Upstream[]): ReadonlyMap<string, Upstream | null> {
  const inputs = new Map(tables.map((table) => [table.key.toLowerCase(), table]));
  const meanings = new Map<string, Upstream | null>();
  const mean = (name: string, table: Upstream | null) => {
    const known = meanings.get(name);
    meanings.set(name, known === undefined || known === table ? table : null);
  };
  for (const [at, piece] of pieces.entries()) {
    // A subquery, a table of WITH, or anything else that gets a name.
    const before = pieces[at - 1]?.toLowerCase() ?? "";
    const isTable =
      NAME.test(piece) && (before === "from" || before === "join" || before === ",") && pieces[at + 1] !== ".";
    const input = isTable ? inputs.get(lower(piece)) : undefined;
    if (input) {
      const [next, later] = [pieces[at + 1], pieces[at + 2]];
      const alias = next?.toLowerCase() === "as" ? later : next;
      const isAlias = alias !== undefined && NAME.test(alias) && !NO_ALIAS.has(alias.toLowerCase());
      mean(isAlias ? lower(alias) : lower(piece), input);
    } else if (before === ")" && NAME.test(piece) && !NO_ALIAS.has(piece.toLowerCase())) {
      mean(lower(piece), null);
    } else if (before === "as" && NAME.test(piece) && !inputs.has(pieces[at - 2]?.toLowerCase() ?? "")) {
      mean(lower(piece), null);
    } else if (NAME.test(piece) && pieces[at + 1]?.toLowerCase() === "as" && pieces[at + 2] === "(") {
      mean(lower(piece), null);
    } else if (isTable && (before === "from" || before === "join")) {
      const [next, later] = [pieces[at + 1], pieces[at + 2]];
      const alias = next?.toLowerCase() === "as" ? later : next;
      mean(lower(piece), null);
      if (alias !== undefined && NAME.test(alias) && !NO_ALIAS.has(alias.toLowerCase())) {
        mean(lower(alias), null);
      }
    }
  }
  return meanings;
}
