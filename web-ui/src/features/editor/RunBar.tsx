import type { RunView } from "@contract";
import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Duration } from "@/components/Duration";
import { formatDay } from "@/components/format";
import { RunStatus } from "@/components/Status";
import { StopButton } from "@/features/runs/StopButton";
import classes from "./EditorPage.module.css";
import { openResult, useEditor } from "./EditorStore";

/** The run whose status is on the canvas, and stopping it. */
export function RunBar({ run, onHide }: { run: RunView; onHide: () => void }) {
  const { t } = useTranslation();
  const { tenant, store } = useEditor();
  const failed = run.components.find((component) => component.error !== null && component.state === "FAILED");
  const why = run.state === "WAITING" ? run.waitingFor?.sentence : run.trouble?.sentence;
  return (
    <section
      className={classes.run}
      aria-label={t("editorRun.title", { date: formatDay(run.businessDate) })}
      data-testid="run-bar"
      data-state={run.state}
    >
      <RunStatus state={run.state} />
      <strong>{t("editorRun.title", { date: formatDay(run.businessDate) })}</strong>
      {run.startedAt === null ? null : <Duration from={run.startedAt} to={run.endedAt} />}
      {why ? <span className={classes.why}>{why}</span> : null}
      {failed?.error ? (
        <button
          type="button"
          className={classes.reason}
          onClick={() => openResult(store, failed.key)}
          data-testid="why-failed"
        >
          <strong>{failed.label}</strong> {failed.error.sentence}
        </button>
      ) : null}
      <span className={classes.space} />
      <StopButton tenant={tenant} run={run} />
      <Button
        variant="default"
        renderRoot={(props) => <Link to="/t/$tenant/runs/$run" params={{ tenant, run: run.id }} {...props} />}
      >
        {t("editorRun.open")}
      </Button>
      <ActionIcon
        className={classes.hide}
        variant="subtle"
        color="gray"
        size={28}
        aria-label={t("editorRun.hide")}
        onClick={onHide}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </section>
  );
}
