import "@/i18n/runPage";
import type { ProcessView } from "@contract";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { RunDialog } from "@/features/process/RunDialog";
import { usePublications } from "@/features/process/usePublications";
import { useEditor, useEditorState } from "./EditorStore";
import { PublishPopover } from "./PublishPopover";
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
  const { tenant } = useEditor();
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  const { data: publications } = usePublications(tenant, process.key);
  const [isRunOpen, runDialog] = useDisclosure(false);
  const newest = publications?.[0];
  if (isReadOnly) {
    return null;
  }
  return (
    <>
      <PublishPopover
        process={process}
        newest={newest}
        saving={saving}
        isShowingProblems={isShowingProblems}
        onProblems={onProblems}
      />
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
