import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useEditor, useEditorState } from "../EditorStore";
import classes from "./EditorCanvas.module.css";

/** What an empty canvas says: where to begin. */
export function Emptiness() {
  const { t } = useTranslation();
  const { store } = useEditor();
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  return (
    <div className={classes.empty}>
      <strong>{t("editor.empty")}</strong>
      <span>{t("editor.emptyHint")}</span>
      {isReadOnly ? null : (
        <Button
          size="sm"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => store.setState({ asking: { kind: "add" } })}
        >
          {t("editor.emptyStart")}
        </Button>
      )}
    </div>
  );
}
