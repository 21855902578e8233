import { StandardSQL, sql } from "@codemirror/lang-sql";
import { unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "react";

interface LineDiffProps {
  label: string;
  before: string;
  after: string;
  isSql: boolean;
}

const look = EditorView.theme({
  "&": { fontSize: "12px", backgroundColor: "var(--hg-sunken)", color: "var(--hg-text)", borderRadius: "6px" },
  "&.cm-focused": { outline: "2px solid var(--hg-accent)", outlineOffset: "1px" },
  ".cm-content": { fontFamily: "var(--mantine-font-family-monospace)" },
  ".cm-gutters": { backgroundColor: "transparent", border: "0", color: "var(--hg-dim)" },
  ".cm-scroller": { maxHeight: "360px", lineHeight: "18px" },
  ".cm-changedLine": { backgroundColor: "var(--hg-ok-soft)" },
  ".cm-deletedChunk": { backgroundColor: "var(--hg-bad-soft)" },
  ".cm-changedText, .cm-deletedChunk .cm-deletedText": { background: "none", textDecoration: "underline" },
  ".cm-deletedChunk .cm-deletedText": { textDecoration: "line-through" },
  ".cm-changeGutter": { width: "3px" },
});

function ended(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

/** Two texts line by line: what was taken out is struck through above what was put in. */
export default function LineDiff({ label, before, after, isSql }: LineDiffProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) {
      return;
    }
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        // A last line that ends is the same line whether or not another follows.
        doc: ended(after),
        extensions: [
          lineNumbers(),
          EditorView.lineWrapping,
          EditorState.readOnly.of(true),
          EditorView.editable.of(false),
          EditorView.contentAttributes.of({
            "aria-label": label,
            tabindex: "0",
            role: "textbox",
            "aria-readonly": "true",
          }),
          ...(isSql ? [sql({ dialect: StandardSQL })] : []),
          unifiedMergeView({
            original: ended(before),
            mergeControls: false,
            collapseUnchanged: { margin: 3, minSize: 6 },
          }),
          look,
        ],
      }),
    });
    return () => view.destroy();
  }, [label, before, after, isSql]);
  return <div ref={place} data-testid="line-diff" />;
}
