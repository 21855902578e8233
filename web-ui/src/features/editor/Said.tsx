import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { labelOf } from "./commands";
import classes from "./EditorPage.module.css";
import { useDraft, useEditor, useEditorState } from "./EditorStore";

const LONG_ENOUGH = 6000;

/** What was just done or refused, for the eye and for the ear; and what a tap is waited for. */
export function Said() {
  const { t } = useTranslation();
  const { store } = useEditor();
  const draft = useDraft();
  const said = useEditorState((state) => state.said);
  const connecting = useEditorState((state) => state.connecting);
  useEffect(() => {
    if (said) {
      const end = setTimeout(() => store.setState({ said: null }), LONG_ENOUGH);
      return () => clearTimeout(end);
    }
  }, [said, store]);
  const text = connecting === null ? said?.text : t("editor.connectTap", { label: labelOf(draft, connecting) });
  return (
    <div className={classes.said} role="status" aria-live="polite" data-testid="said">
      {text ? (
        <span key={said?.id} data-tone={connecting === null ? said?.tone : "info"}>
          {text}
        </span>
      ) : null}
    </div>
  );
}
