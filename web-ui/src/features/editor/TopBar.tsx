import type { ProcessView } from "@contract";
import { ActionIcon, Button, SegmentedControl, Tooltip } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronLeft,
  IconCircleCheck,
  IconHistory,
  IconSettings,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import classes from "./EditorPage.module.css";
import { useDraft, useEditor, useEditorState } from "./EditorStore";
import { LiveDifference } from "./LiveDifference";
import { PublishAndRun } from "./PublishAndRun";
import { SaveBadge } from "./saving/SaveBadge";
import type { Saving } from "./saving/useSaving";
import { redoWithWords, undoWithWords } from "./useEditorKeys";
import { useQueryHints } from "./useQueryHints";

export type View = "canvas" | "list";

interface TopBarProps {
  process: ProcessView;
  saving: Saving;
  view: View;
  onView: (view: View) => void;
  isShowingProblems: boolean;
  onProblems: () => void;
  onRun: (id: string) => void;
}

/** The process's name, how its draft stands, and what can be done with it as a whole. */
export function TopBar({ process, saving, view, onView, isShowingProblems, onProblems, onRun }: TopBarProps) {
  const { t } = useTranslation();
  const { tenant, store } = useEditor();
  const name = useDraft().name;
  const problems = useEditorState((state) => state.problems.length);
  const warnings = useQueryHints().length;
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  return (
    <header className={classes.top}>
      <Link
        to="/t/$tenant/processes/$process"
        params={{ tenant, process: process.key }}
        className={classes.back}
        aria-label={t("editor.sortOut")}
      >
        <IconChevronLeft size={18} aria-hidden />
      </Link>
      <h1 className={classes.name} title={name}>
        {name}
      </h1>
      {isReadOnly ? (
        <span className={classes.readOnly}>{t("editor.readOnly")}</span>
      ) : (
        <SaveBadge state={saving.state} />
      )}
      <LiveDifference />
      <span className={classes.space} />
      {isReadOnly ? null : <UndoRedo />}
      <Tooltip label={t("settings.processHint")}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t("settings.processHint")}
          onClick={() => store.setState({ selected: [], selectedEdge: null, isPanelOpen: true })}
        >
          <IconSettings size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t("process.versions")}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t("process.versions")}
          renderRoot={(props) => (
            <Link to="/t/$tenant/processes/$process/versions" params={{ tenant, process: process.key }} {...props} />
          )}
        >
          <IconHistory size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <SegmentedControl
        size="xs"
        aria-label={t("editor.views")}
        value={view}
        onChange={(chosen) => onView(chosen === "list" ? "list" : "canvas")}
        data={[
          { value: "canvas", label: t("editor.asCanvas") },
          { value: "list", label: t("editor.asList") },
        ]}
      />
      <Button
        variant="default"
        className={problems > 0 ? classes.faulty : warnings > 0 ? classes.warned : undefined}
        aria-expanded={isShowingProblems}
        leftSection={
          problems + warnings > 0 ? (
            <IconAlertTriangle size={16} aria-hidden />
          ) : (
            <IconCircleCheck size={16} aria-hidden />
          )
        }
        onClick={onProblems}
        data-testid="problems"
      >
        {problems === 0 && warnings > 0
          ? t("editor.warnings", { count: warnings })
          : t("editor.problems", { count: problems })}
        {problems > 0 && warnings > 0 ? `, ${t("editor.warnings", { count: warnings })}` : null}
      </Button>
      <PublishAndRun
        process={process}
        saving={saving}
        onRun={onRun}
        onProblems={onProblems}
        isShowingProblems={isShowingProblems}
      />
    </header>
  );
}

function UndoRedo() {
  const { t } = useTranslation();
  const editor = useEditor();
  const canUndo = useEditorState((state) => state.history.past.length > 0);
  const canRedo = useEditorState((state) => state.history.future.length > 0);
  return (
    <div className={classes.pair}>
      <Tooltip label={`${t("editor.undo")} (Ctrl+Z)`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t("editor.undo")}
          aria-disabled={!canUndo}
          style={{ opacity: canUndo ? 1 : 0.4 }}
          onClick={() => undoWithWords(editor)}
        >
          <IconArrowBackUp size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${t("editor.redo")} (Ctrl+Shift+Z)`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t("editor.redo")}
          aria-disabled={!canRedo}
          style={{ opacity: canRedo ? 1 : 0.4 }}
          onClick={() => redoWithWords(editor)}
        >
          <IconArrowForwardUp size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
