import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { CatchBoundary } from "@tanstack/react-router";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { PageProblem } from "@/features/shell/PageProblem";
import { copySelected, duplicateSelected, removeSelected, toggleDisabled } from "../commands";
import { useDraft, useEditor, useEditorState } from "../EditorStore";
import { hasOpenList, isInside } from "../keyboard";
import { componentOf } from "../model/draft";
import { ComponentPanel } from "./ComponentPanel";
import classes from "./Panel.module.css";
import { ProcessPanel } from "./ProcessPanel";
import { useWantedField } from "./useWantedField";

/** What is chosen on the canvas, in words and fields: one component, several things, or the process itself. */
export function SettingsPanel({ run }: { run: string | undefined }) {
  const { t } = useTranslation();
  const { store } = useEditor();
  const draft = useDraft();
  const selected = useEditorState((state) => state.selected);
  const isOpen = useEditorState((state) => state.isPanelOpen);
  const identities = useEditorState((state) => state.identities);
  const element = useRef<HTMLElement>(null);
  const [one] = selected;
  const component = selected.length === 1 && one !== undefined ? componentOf(draft, one) : undefined;
  useBeginning(element, component ? (identities[component.key] ?? component.key) : null);
  useWantedField(element);
  if (!isOpen) {
    return null;
  }
  const title = component
    ? t("settings.panel", { label: component.label })
    : selected.length > 1
      ? t("settings.several", { count: selected.length })
      : t("settings.process");
  return (
    <aside
      ref={element}
      className={classes.panel}
      aria-label={title}
      data-panel
      tabIndex={-1}
      onKeyDown={(event) => {
        // Back to where the panel came from; what is open inside the panel closes first.
        if (event.key === "Escape" && !event.defaultPrevented && isInside(event) && !hasOpenList(event.target)) {
          store.setState({ isPanelOpen: false });
          document.querySelector<HTMLElement>(`[data-canvas] [tabindex="0"]`)?.focus({ preventScroll: true });
        }
      }}
    >
      <ActionIcon
        variant="subtle"
        color="gray"
        size={28}
        className={classes.close}
        aria-label={t("app.close")}
        onClick={() => store.setState({ isPanelOpen: false })}
      >
        <IconX size={18} aria-hidden />
      </ActionIcon>
      {component ? (
        // A part that cannot be fetched or shown must not take the canvas and unsaved work with it.
        <CatchBoundary getResetKey={() => component.key} errorComponent={PageProblem}>
          <ComponentPanel key={identities[component.key] ?? component.key} component={component} run={run} />
        </CatchBoundary>
      ) : null}
      {selected.length > 1 ? <Several title={title} /> : null}
      {!component && selected.length <= 1 ? <ProcessPanel /> : null}
    </aside>
  );
}

/** Another component is read from its beginning, however far the one before was. */
function useBeginning(panel: React.RefObject<HTMLElement | null>, about: string | null): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about the change of what is shown.
  useLayoutEffect(() => {
    if (panel.current) {
      panel.current.scrollTop = 0;
    }
  }, [panel, about]);
}

function Several({ title }: { title: string }): ReactNode {
  const { t } = useTranslation();
  const editor = useEditor();
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  return (
    <div className={classes.body}>
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.actions}>
        <Button variant="default" onClick={() => void copySelected(editor)}>
          {t("settings.copy")}
        </Button>
        {isReadOnly ? null : (
          <>
            <Button variant="default" onClick={() => duplicateSelected(editor)}>
              {t("settings.duplicate")}
            </Button>
            <Button variant="default" onClick={() => toggleDisabled(editor)}>
              {t("keys.disable")}
            </Button>
            <Button variant="default" onClick={() => removeSelected(editor)}>
              {t("editor.remove")}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
