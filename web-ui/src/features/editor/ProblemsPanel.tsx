import { ActionIcon } from "@mantine/core";
import { IconAlertTriangle, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { labelOf } from "./commands";
import classes from "./EditorPage.module.css";
import { type EditorStore, useDraft, useEditor, useEditorState } from "./EditorStore";
import { HintWords } from "./HintWords";
import type { Draft } from "./model/draft";
import type { PlacedProblem } from "./model/problems";
import { keyOfHint, type PlacedHint } from "./model/queryHints";
import { useQueryHints } from "./useQueryHints";

/** Everything that keeps the draft from being published, and what queries ask for in vain; each leads to where it is mended. */
export function ProblemsPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const problems = useEditorState((state) => state.problems);
  const hints = useQueryHints();
  return (
    <section className={classes.problems} aria-label={t("editor.problemsTitle")}>
      <header className={classes.problemsHead}>
        <h2>{t("editor.problems", { count: problems.length })}</h2>
        <span>{t("editor.problemsUnsaved")}</span>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={t("app.close")} onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </header>
      {problems.length + hints.length === 0 ? (
        <p className={classes.problemsNone}>{t("editor.problemsNone")}</p>
      ) : (
        <ul>
          {problems.map((placed) => (
            <Entry key={`${placed.problem.pointer} ${placed.problem.code} ${placed.problem.message}`} placed={placed} />
          ))}
        </ul>
      )}
      {hints.length === 0 ? null : (
        <>
          <h3 className={classes.warnings}>
            {t("editor.warnings", { count: hints.length })} <span>{t("editor.warningsHint")}</span>
          </h3>
          <ul>
            {hints.map((placed) => (
              <Warning key={`${placed.component} ${placed.field} ${keyOfHint(placed.hint)}`} placed={placed} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function placeName({ place }: PlacedProblem, draft: Draft, process: string): string {
  switch (place.kind) {
    case "component":
      return labelOf(draft, place.key);
    case "edge":
      return `${labelOf(draft, place.from)} → ${labelOf(draft, place.to)}`;
    case "parameter":
      return draft.parameters[place.index]?.key ?? process;
    case "process":
      return process;
  }
}

/** Opens a component's settings at a field, whatever of the component was shown before. */
function leadTo(store: EditorStore, key: string, field: string): void {
  store.setState({
    selected: [key],
    selectedEdge: null,
    focused: key,
    isPanelOpen: true,
    wantsTab: { key, tab: "settings" },
    wanted: { key, field },
  });
}

function Warning({ placed: { component, field, hint } }: { placed: PlacedHint }) {
  const { store } = useEditor();
  const draft = useDraft();
  return (
    <li>
      <button
        type="button"
        className={classes.problem}
        data-warning
        onClick={() => leadTo(store, component, field)}
        data-testid={`warning-${component}`}
      >
        <IconAlertTriangle size={16} aria-hidden />
        <span>
          <strong>{labelOf(draft, component)}</strong> <HintWords hint={hint} />
        </span>
      </button>
    </li>
  );
}

function Entry({ placed }: { placed: PlacedProblem }) {
  const { t } = useTranslation();
  const { store } = useEditor();
  const draft = useDraft();
  const { problem, place } = placed;
  function lead(): void {
    switch (place.kind) {
      case "component": {
        const [part, ...field] = place.field;
        const other = part === "condition" ? "@condition" : problem.code === "component.inputs" ? "@inputs" : "@label";
        leadTo(store, place.key, part === "settings" ? field.join(".") : other);
        break;
      }
      case "edge":
        store.setState({ selected: [], selectedEdge: `${place.from}→${place.to}`, focused: place.from });
        break;
      case "parameter":
      case "process":
        store.setState({ selected: [], selectedEdge: null, isPanelOpen: true });
        break;
    }
  }
  return (
    <li>
      <button type="button" className={classes.problem} onClick={lead}>
        <IconAlertTriangle size={16} aria-hidden />
        <span>
          <strong>{placeName(placed, draft, t("editor.problemProcess"))}</strong> {problem.message}
          {problem.remedy ? <span className={classes.remedy}> {problem.remedy}</span> : null}
        </span>
      </button>
    </li>
  );
}
