import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useRef } from "react";
import type { Upstream } from "../model/columns";
import classes from "./SqlEditor.module.css";
import { sqlOf } from "./sqlCompletion";

interface SqlEditorProps {
  id: string;
  label: string;
  value: string;
  tables: readonly Upstream[];
  isReadOnly: boolean;
  onChange: (text: string) => void;
  onBlur: () => void;
}

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--hg-busy)", fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--hg-ok)" },
  { tag: tags.number, color: "var(--hg-source)" },
  { tag: tags.comment, color: "var(--hg-dim)", fontStyle: "italic" },
  { tag: tags.operator, color: "var(--hg-dim)" },
]);

const look = EditorView.theme({
  "&": { fontSize: "12px", backgroundColor: "var(--hg-sunken)", color: "var(--hg-text)" },
  "&.cm-focused": { outline: "2px solid var(--hg-accent)", outlineOffset: "1px" },
  ".cm-content": {
    fontFamily: "var(--mantine-font-family-monospace)",
    minHeight: "112px",
    caretColor: "var(--hg-text)",
  },
  ".cm-gutters": { backgroundColor: "transparent", border: "0", color: "var(--hg-dim)" },
  ".cm-scroller": { maxHeight: "360px", lineHeight: "18px" },
  ".cm-tooltip": {
    backgroundColor: "var(--hg-surface)",
    border: "1px solid var(--hg-line-strong)",
    borderRadius: "6px",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--hg-accent-soft)",
    color: "var(--hg-text)",
  },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--hg-accent) 25%, transparent)",
  },
});

/** Leads the keyboard out of the text to the panel around it, which closes with the next Escape at the earliest. */
function leave({ contentDOM }: EditorView): boolean {
  const panel = contentDOM.closest<HTMLElement>("[data-panel]");
  panel ? panel.focus({ preventScroll: true }) : contentDOM.blur();
  return true;
}

/** A query with completion of the tables before the component and of their columns. Tab and Escape leave it; Ctrl+Space completes. */
export default function SqlEditor({ id, label, value, tables, isReadOnly, onChange, onBlur }: SqlEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const outside = useRef({ onChange, onBlur });
  outside.current = { onChange, onBlur };
  const parts = useRef({ language: new Compartment(), access: new Compartment() });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; what changes is given to it below
  useEffect(() => {
    if (!place.current) {
      return;
    }
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          lineNumbers(),
          history(),
          bracketMatching(),
          closeBrackets(),
          autocompletion(),
          // What comes first may have a use of its own for Escape: a list to close, several carets to give up.
          keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap, { key: "Escape", run: leave }]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": label, id }),
          syntaxHighlighting(colours),
          look,
          parts.current.language.of(sqlOf(tables)),
          parts.current.access.of([EditorState.readOnly.of(isReadOnly), EditorView.editable.of(!isReadOnly)]),
          EditorView.updateListener.of((update) => {
            if (
              update.docChanged &&
              update.transactions.some(
                (each) =>
                  each.isUserEvent("input") ||
                  each.isUserEvent("delete") ||
                  each.isUserEvent("undo") ||
                  each.isUserEvent("redo") ||
                  each.isUserEvent("move"),
              )
            ) {
              outside.current.onChange(update.state.doc.toString());
            }
          }),
          EditorView.domEventHandlers({ blur: () => outside.current.onBlur() }),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, []);

  useEffect(() => {
    const now = view.current;
    if (now && now.state.doc.toString() !== value) {
      now.dispatch({ changes: { from: 0, to: now.state.doc.length, insert: value } });
    }
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({ effects: parts.current.language.reconfigure(sqlOf(tables)) });
  }, [tables]);

  useEffect(() => {
    view.current?.dispatch({
      effects: parts.current.access.reconfigure([
        EditorState.readOnly.of(isReadOnly),
        EditorView.editable.of(!isReadOnly),
      ]),
    });
  }, [isReadOnly]);

  return <div ref={place} className={classes.sql} data-testid="sql" />;
}
