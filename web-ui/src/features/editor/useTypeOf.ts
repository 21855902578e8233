import type { ComponentType } from "@contract";
import { useEditor, useEditorState } from "./EditorStore";
import { typeOf } from "./model/connections";
import { componentOf } from "./model/draft";

/** The catalogue's entry for a component of the draft. */
export function useTypeOf(key: string): ComponentType | undefined {
  const { types } = useEditor();
  return useEditorState((state) => {
    const component = componentOf(state.history.present, key);
    return component && typeOf(types, component);
  });
}
