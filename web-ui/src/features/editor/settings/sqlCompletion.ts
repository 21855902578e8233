import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { keywordCompletionSource, StandardSQL, schemaCompletionSource } from "@codemirror/lang-sql";
import { LanguageSupport, syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { Upstream } from "../model/columns";

/** What fits where somebody types: a table, a column, a word of SQL, or any name or word. */
type Fits = "table" | "column" | "word" | "any";

/** What the words so far say about one pair of brackets, or about the whole query. */
interface Frame {
  fits: Fits;
  /** Whether FROM begins a list of tables here; it does not in `extract(year FROM day)`. */
  isQuery: boolean;
  /** Whether the list of tables has been begun and not ended. */
  isInTables: boolean;
}

const begins: Readonly<Record<string, Fits>> = {
  select: "column",
  where: "column",
  on: "column",
  using: "column",
  having: "column",
  by: "column",
  join: "table",
  group: "word",
  order: "word",
  limit: "word",
  offset: "word",
  union: "word",
  intersect: "word",
  except: "word",
  with: "word",
};

function begin(isQuery: boolean, fits: Fits): Frame {
  return { fits, isQuery, isInTables: false };
}

function afterWord(frame: Frame, word: string): void {
  const next = word === "from" && frame.isQuery ? "table" : begins[word];
  if (next !== undefined) {
    frame.fits = next;
    frame.isInTables = next === "table";
    frame.isQuery ||= word === "select";
  } else if (frame.isInTables) {
    frame.fits = "word";
  }
}

/** What stands before a place, by the parser's own tokens, and the names that the text holds. */
function look(state: EditorState, at: number): { fits: Fits; named: Set<string> } {
  let frames: [Frame, ...Frame[]] = [begin(true, "word")];
  const named = new Set<string>();
  const text = (from: number, to: number) => state.doc.sliceString(from, to).toLowerCase();
  syntaxTree(state).iterate({
    enter: ({ name, from, to }) => {
      if (/^(Quoted)?Identifier$/.test(name)) {
        named.add(text(from, to).replace(/^[`"]|[`"]$/g, ""));
      }
      if (to > at) {
        return;
      }
      const frame = frames[0];
      if (name === "(") {
        // Tables and queries may stand in brackets where a table fits; else these hold what the words around them hold.
        frames = [begin(false, frame.fits === "table" ? "any" : frame.fits), ...frames];
      } else if (name === ")") {
        const [, outer = begin(true, "word"), ...others] = frames;
        frames = [outer, ...others];
        if (outer.isInTables) {
          outer.fits = "word";
        }
      } else if (name === ";") {
        frames = [begin(true, "word")];
      } else if (name === "Keyword") {
        afterWord(frame, text(from, to));
      } else if (name === "Punctuation" && frame.isInTables && text(from, to) === ",") {
        frame.fits = "table";
      } else if (/Identifier$/.test(name) && frame.isInTables) {
        frame.fits = "word";
      }
    },
  });
  return { fits: frames[0].fits, named };
}

/** Whether what begins here is a column of the table whose name stands before it. */
function isMember(state: EditorState, from: number): boolean {
  return from > 0 && state.sliceDoc(from - 1, from) === ".";
}

/** Spark takes a name in backticks for a name, and one in quotes for a text. */
function columnOption(name: string, detail: string): Completion {
  const isPlain = /^[A-Za-z_]\w*$/.test(name);
  return { label: name, detail, type: "property", ...(isPlain ? {} : { apply: `\`${name.replaceAll("`", "``")}\`` }) };
}

/** Columns of the tables that the query names, or of all while it names none; each name once. */
function columnOptions(tables: readonly Upstream[], named: ReadonlySet<string>): Completion[] {
  const read = tables.filter(({ key }) => named.has(key.toLowerCase()));
  const found = new Map<string, { type: string; of: string[] }>();
  for (const { key, columns } of read.length > 0 ? read : tables) {
    for (const { name, type } of columns) {
      const known = found.get(name);
      found.set(name, { type: known?.type ?? type, of: [...(known?.of ?? []), key] });
    }
  }
  return [...found].map(([name, { type, of }]) => ({
    ...columnOption(name, tables.length > 1 ? `${type} · ${of.join(", ")}` : type),
    boost: 99,
  }));
}

/** SQL with completion of what fits: tables behind FROM and JOIN, columns first behind SELECT, WHERE and ON. */
export function sqlOf(tables: readonly Upstream[]): LanguageSupport {
  const schema = Object.fromEntries(
    tables.map(({ key, columns }) => [key, columns.map(({ name, type }) => columnOption(name, type))]),
  );
  const namesAt = schemaCompletionSource({ dialect: StandardSQL, schema });
  const wordsAt = keywordCompletionSource(StandardSQL, true);

  function names(context: CompletionContext): CompletionResult | null {
    const result = namesAt(context) as CompletionResult | null;
    if (result === null || isMember(context.state, result.from)) {
      return result;
    }
    const { fits, named } = look(context.state, result.from);
    switch (fits) {
      case "table":
        return {
          ...result,
          options: tables.map(({ key, label }) => ({ label: key, type: "type", detail: label === key ? "" : label })),
        };
      case "column":
        return { ...result, options: [...columnOptions(tables, named), ...result.options] };
      case "word":
        return context.explicit ? result : null;
      case "any":
        return result;
    }
  }

  return new LanguageSupport(StandardSQL.language, [
    StandardSQL.language.data.of({ autocomplete: names }),
    StandardSQL.language.data.of({
      autocomplete: (context: CompletionContext) => {
        const from = context.matchBefore(/\w*/)?.from ?? context.pos;
        return isMember(context.state, from) || look(context.state, from).fits === "table" ? null : wordsAt(context);
      },
    }),
  ]);
}
