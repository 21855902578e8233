/** What the editor shows, as it stands in the address. */
export interface EditorSearch {
  /** A run whose status is shown on the canvas. */
  run?: string;
  view?: "list";
}

export function readEditorSearch({ run, view }: Record<string, unknown>): EditorSearch {
  return {
    ...(typeof run === "string" && run !== "" ? { run } : {}),
    ...(view === "list" ? { view } : {}),
  };
}
