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
const piecesOf = (sql: string) => (sql.match(PIECES) ?? []).filter((piece) => !/^(--|\/\*)/.test(piece));
const lower = (name: string) => plain(name).toLowerCase();

/** Words that are no column where no other word explains them: of the language, of its types, and of what dates are made of. */
const WORDS = new Set(
  (
    "select from where group by having order limit offset as and or not in is null like ilike rlike regexp between case when then else end " +
    "cast try_cast distinct all any some exists true false asc desc nulls first last over partition rows range groups unbounded preceding " +
    "following current row filter within escape union except intersect minus using on with interval date timestamp time extract for both " +
    "leading trailing div mod cube rollup grouping sets qualify window distribute sort cluster lateral view outer tablesample percent " +
    "current_date current_timestamp current_user localtimestamp now at zone respect ignore substring trim position overlay values array map " +
    "struct named_struct int integer bigint smallint tinyint long short byte double float real decimal numeric string varchar char boolean " +
    "binary year years quarter quarters month months week weeks day days dayofweek doy dow hour hours minute minutes second seconds " +
    "millisecond milliseconds microsecond microseconds to"
  ).split(" "),
);

/**
 * Columns that are asked for and are not among those that the table is known to have. Only what is certain: by "table.column", where
 * the table or alias means one thing in the query; and by name alone, where the query is one SELECT from one table. All else is left
 * to the cluster.
 */
export function unknownColumns(sql: string, tables: readonly Upstream[]): UnknownColumn[] {
  const pieces = piecesOf(sql);
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
  for (const bare of bareNames(pieces, tables)) {
    found.set(`${bare.table} ${bare.column.toLowerCase()}`, bare);
  }
  return [...found.values()];
}

/** Names without a table in a query that is one SELECT from one table. */
function bareNames(pieces: readonly string[], tables: readonly Upstream[]): UnknownColumn[] {
  const words = pieces.map((piece) => piece.toLowerCase());
  const from = words.indexOf("from");
  const table = tables.find(({ key }) => key.toLowerCase() === lower(pieces[from + 1] ?? ""));
  const isOnce = (word: string) => words.indexOf(word) >= 0 && words.indexOf(word) === words.lastIndexOf(word);
  const hasMore = ["join", "lateral", "with", "pivot", "unpivot", "->"].some((word) => words.includes(word));
  const after = words.slice(from + 1);
  const end = after.findIndex((word) => NO_ALIAS.has(word) && word !== "as");
  const hasOneTable = !after.slice(0, end < 0 ? undefined : end).includes(",");
  if (!isOnce("select") || !isOnce("from") || hasMore || !hasOneTable || !table || table.columns.length === 0) {
    return [];
  }
  const known = new Set(table.columns.map(({ name }) => name.toLowerCase()));
  const isWord = (at: number) => NAME.test(pieces[at] ?? "") && !WORDS.has(words[at] ?? "");
  const named = new Set<string>([table.key.toLowerCase()]);
  const asked: number[] = [];
  for (const at of pieces.keys()) {
    if (!isWord(at) || pieces[at - 1] === "." || pieces[at + 1] === "." || pieces[at + 1] === "(") {
      continue;
    }
    const before = pieces[at - 1] ?? "";
    // "x AS name" and "x name".
    const isName =
      words[at - 1] === "as" || before === ")" || words[at - 1] === "end" || isWord(at - 1) || /^['0-9]/.test(before);
    if (isName) {
      named.add(lower(pieces[at] ?? ""));
    } else if (at !== from + 1) {
      asked.push(at);
    }
  }
  return asked
    .map((at) => plain(pieces[at] ?? ""))
    .filter((column) => !known.has(column.toLowerCase()) && !named.has(column.toLowerCase()))
    .map((column) => ({ table: table.key, column, known: table.columns.map(({ name }) => name) }));
}

/** Tables that a query reads and that do not come in; nothing when it makes tables of its own. */
export function unknownTables(sql: string, tables: readonly Upstream[]): string[] {
  const pieces = piecesOf(sql);
  const words = pieces.map((piece) => piece.toLowerCase());
  if (tables.length === 0 || words.includes("with") || words.includes("extract") || words.includes("trim")) {
    return [];
  }
  const inputs = new Set(tables.map(({ key }) => key.toLowerCase()));
  const asked = pieces.filter(
    (piece, at) =>
      NAME.test(piece) &&
      (words[at - 1] === "from" || words[at - 1] === "join") &&
      !WORDS.has(words[at] ?? "") &&
      pieces[at + 1] !== "(" &&
      !inputs.has(lower(piece)),
  );
  return [...new Set(asked.map(plain))];
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
