import "@/i18n/runPage";
import type { ProcessView } from "@contract";
import { Button, CloseButton, Popover } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlayerPlay, IconRocket } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { Notice } from "@/components/Notice";
import { ProblemNotice } from "@/components/ProblemNotice";
import { isOnItsWay } from "@/components/status";
import { PublishSteps } from "@/features/process/PublishSteps";
import { RunDialog } from "@/features/process/RunDialog";
import { usePublications } from "@/features/process/usePublications";
import { usePublish } from "@/features/process/usePublish";
import classes from "./EditorPage.module.css";
import { say, useEditor, useEditorState } from "./EditorStore";
import type { Saving } from "./saving/useSaving";

interface PublishAndRunProps {
  process: ProcessView;
  saving: Saving;
  onRun: (id: string) => void;
  isShowingProblems: boolean;
  onProblems: () => void;
}

/** Publishing with its steps in sight, and running, without leaving the canvas. */
export function PublishAndRun({ process, saving, onRun, isShowingProblems, onProblems }: PublishAndRunProps) {
  const { t } = useTranslation();
  const { store, tenant } = useEditor();
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  const { data: publications } = usePublications(tenant, process.key);
  const publishing = usePublish(tenant, process.key);
  const [hasSteps, steps] = useDisclosure(false);
  const [isRunOpen, runDialog] = useDisclosure(false);
  const isAsked = useRef(false);
  const [isSaving, setSaving] = useState(false);
  const newest = publications?.[0];
  if (isReadOnly) {
    return null;
  }
  /** A second press while the first is still saving asks for nothing more. */
  async function publishOnce(): Promise<void> {
    if (isAsked.current || publishing.isPending) {
      return;
    }
    isAsked.current = true;
    setSaving(true);
    try {
      await publish();
    } finally {
      isAsked.current = false;
      setSaving(false);
    }
  }
  async function publish(): Promise<void> {
    if (!(await saving.flush())) {
      say(store, t("editorRun.notSaved"), "bad");
      return;
    }
    if (store.getState().problems.length > 0) {
      say(store, t("publication.refused"), "bad");
      if (!isShowingProblems) {
        onProblems();
      }
      return;
    }
    steps.open();
    publishing.mutate({ etag: saving.etag() });
  }
  const isBusy = publishing.isPending || (newest !== undefined && isOnItsWay(newest.state));
  const refused = publishing.error ? asProblem(publishing.error) : null;
  return (
    <>
      <Popover
        opened={hasSteps}
        onChange={(opened) => !opened && steps.close()}
        position="bottom-end"
        width={320}
        shadow="md"
        trapFocus={false}
        // The canvas keeps the mouse's own events for itself.
        clickOutsideEvents={["pointerdown"]}
      >
        <Popover.Target>
          <Button
            variant="default"
            leftSection={<IconRocket size={16} aria-hidden />}
            loading={isSaving || publishing.isPending}
            onClick={() => void publishOnce()}
            data-testid="publish"
          >
            {isBusy ? t("publication.publishing") : newest ? t("publication.publishAgain") : t("publication.publish")}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("publication.title")} className={classes.steps}>
          <CloseButton className={classes.close} aria-label={t("app.close")} onClick={steps.close} />
          {refused ? <ProblemNotice error={publishing.error} /> : null}
          {newest && !publishing.isPending && !refused ? (
            <>
              <PublishSteps publication={newest} />
              {newest.trouble ? (
                <Notice tone={newest.state === "IMPORT_ERROR" ? "bad" : "wait"} title={newest.trouble.sentence}>
                  <p>{newest.trouble.remedy}</p>
                </Notice>
              ) : null}
              {newest.state === "LIVE" ? (
                <p role="status">
                  {publishing.data && !publishing.data.isNew
                    ? t("publication.unchanged", { n: newest.number })
                    : t("editorRun.published", { n: newest.number })}
                </p>
              ) : null}
            </>
          ) : null}
          {publishing.isPending ? <p role="status">{t("editorRun.publishFirst")}</p> : null}
        </Popover.Dropdown>
      </Popover>
      <Button
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        disabled={!newest}
        title={newest ? t("editorRun.unpublishedChanges") : t("run.notPublished")}
        onClick={runDialog.open}
        data-testid="run"
      >
        {t("run.start")}
      </Button>
      <RunDialog
        tenant={tenant}
        process={process}
        version={newest?.version}
        isOpen={isRunOpen}
        onClose={runDialog.close}
        onStarted={(run) => {
          runDialog.close();
          onRun(run);
        }}
      />
    </>
  );
}
