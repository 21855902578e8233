import "@/i18n/stages";
import type { ProcessView } from "@contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { type ProcessStage, unpublish } from "@/api/stages";
import { Dialog } from "@/components/Dialog";
import { LifeForm } from "@/features/life/LifeForm";

interface UnpublishDialogProps {
  tenant: string;
  process: ProcessView;
  stage: ProcessStage;
  onClose: () => void;
}

/** Takes a process out of use on one stage; it can be published there again. */
export function UnpublishDialog({ tenant, process, stage, onClose }: UnpublishDialogProps) {
  const { t: ts } = useTranslation("stages");
  const queries = useQueryClient();
  const leave = useMutation({
    mutationFn: () => unpublish(tenant, process.key, stage.stage),
    onSuccess: async () => {
      onClose();
      await Promise.all([
        queries.invalidateQueries({ queryKey: keys.process(tenant, process.key) }),
        queries.invalidateQueries({ queryKey: keys.publications(tenant, process.key) }),
        queries.invalidateQueries({ queryKey: keys.versions(tenant, process.key) }),
        queries.invalidateQueries({ queryKey: keys.processes(tenant) }),
      ]);
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={ts("unpublishTitle", { process: process.name, stage: stage.name })}>
      <LifeForm
        error={leave.error}
        hint={ts("unpublishHint")}
        submit={ts("unpublishSubmit")}
        isPending={leave.isPending}
        onSubmit={() => leave.mutate()}
        onClose={onClose}
        danger
      />
    </Dialog>
  );
}
