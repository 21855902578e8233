// A literal, a comment, a quoted name, a bound value, a word, or a dot: the pieces that matter for finding names of tables.
const PIECES = /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|"[^"]*"|`[^`]*`|:[A-Za-z_]\w*|[A-Za-z_]\w*|\./g;

/**
 * A query with tables under other names. Text in quotes and comments stays, and so do columns behind a dot and names given by AS:
 * they only happen to be called like a table.
 */
export function withTables(sql: string, names: ReadonlyMap<string, string>): string {
  let before = "";
  return sql.replace(PIECES, (piece) => {
    const isTable = /^[A-Za-z_]/.test(piece) && before !== "." && before.toLowerCase() !== "as";
    if (!/^(--|\/\*)/.test(piece)) {
      before = piece;
    }
    return isTable ? (names.get(piece) ?? piece) : piece;
  });
}
