import { Button } from "@mantine/core";
import { IconPlugConnected, IconUnlink } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { disconnect, labelOf } from "../commands";
import { useDraft, useEditor, useEditorState } from "../EditorStore";
import { inputsOf, outputsOf } from "../model/connections";
import type { DraftComponent, DraftEdge } from "../model/draft";
import { useTypeOf } from "../useTypeOf";
import classes from "./Panel.module.css";
import { ItemButton } from "./templates";

/** What a component reads and what reads it, with everything that a line on the canvas can do. */
export function Connections({ component }: { component: DraftComponent }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const draft = useDraft();
  const type = useTypeOf(component.key);
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  const { key } = component;
  const reads = inputsOf(draft, key).map((from) => ({ other: from, edge: { from, to: key } }));
  const readBy = outputsOf(draft, key).map((to) => ({ other: to, edge: { from: key, to } }));
  return (
    <section aria-label={t("settings.connections")} className={classes.section}>
      <h3 className={classes.sub}>{t("settings.connections")}</h3>
      {type?.inputs.max === 0 ? null : (
        <>
          <Ends title={t(type?.kind === "process" ? "settings.waitsFor" : "settings.reads")} ends={reads} />
          {isReadOnly || (type && typeof type.inputs.max === "number" && reads.length >= type.inputs.max) ? null : (
            <Button
              variant="default"
              leftSection={<IconPlugConnected size={14} aria-hidden />}
              onClick={() => editor.store.setState({ asking: { kind: "connectFrom", to: key } })}
              className={classes.start}
              data-inputs-field
            >
              {t(type?.kind === "process" ? "settings.waitFor" : "settings.connectFrom")}
            </Button>
          )}
        </>
      )}
      <Ends
        title={t(
          type?.producesOutput === false || type?.kind === "process" ? "settings.followedBy" : "settings.readBy",
        )}
        ends={readBy}
      />
      {isReadOnly ? null : (
        <Button
          variant="default"
          leftSection={<IconPlugConnected size={14} aria-hidden />}
          onClick={() => editor.store.setState({ asking: { kind: "connect", from: key } })}
          className={classes.start}
        >
          {t("settings.connectTo")}
        </Button>
      )}
    </section>
  );
}

function Ends({ title, ends }: { title: string; ends: { other: string; edge: DraftEdge }[] }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const draft = useDraft();
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  return (
    <div className={classes.ends}>
      <span className={classes.summary}>{title}</span>
      {ends.length === 0 ? <span className={classes.dim}>{t("settings.readsNothing")}</span> : null}
      {ends.map(({ other, edge }) => (
        <span key={other} className={classes.end}>
          <button
            type="button"
            className={classes.link}
            onClick={() => editor.store.setState({ selected: [other], focused: other })}
          >
            {labelOf(draft, other)}
          </button>
          {isReadOnly ? null : (
            <ItemButton
              name={t("settings.disconnect", { label: labelOf(draft, other) })}
              icon={IconUnlink}
              onUse={() => disconnect(editor, edge)}
            />
          )}
        </span>
      ))}
    </div>
  );
}
