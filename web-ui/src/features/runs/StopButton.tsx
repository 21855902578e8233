import "@/i18n/runPage";
import type { RunView } from "@contract";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlayerStopFilled } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { stopRun } from "@/api/runs";
import { Dialog } from "@/components/Dialog";
import { ProblemNotice } from "@/components/ProblemNotice";
import { isStoppable } from "@/components/status";
import form from "@/features/process/Process.module.css";
import { covers, useRole } from "@/features/session/useSession";

/** Stops a run, after asking. */
export function StopButton({ tenant, run }: { tenant: string; run: RunView }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const mayStop = covers(useRole(tenant), "author");
  const [isOpen, { open, close }] = useDisclosure(false);
  const stop = useMutation({
    mutationFn: () => stopRun(tenant, run.id),
    onSuccess: (stopped) => {
      queries.setQueryData(keys.run(tenant, run.id), stopped);
      close();
    },
  });
  if (run.state === "STOPPING") {
    return (
      <Button variant="default" size="sm" disabled leftSection={<IconPlayerStopFilled size={16} aria-hidden />}>
        {t("run.stopping")}
      </Button>
    );
  }
  if (!mayStop || !isStoppable(run.state)) {
    return null;
  }
  return (
    <>
      <Button variant="default" size="sm" leftSection={<IconPlayerStopFilled size={16} aria-hidden />} onClick={open}>
        {t(run.state === "STOP_INCOMPLETE" ? "run.stopAgain" : "run.stop")}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} title={t("run.stopTitle")}>
        <div className={form.form}>
          {stop.error ? <ProblemNotice error={stop.error} /> : null}
          <p className={form.lead}>{t("run.stopBody")}</p>
          <div className={form.formActions}>
            <Button variant="default" size="sm" onClick={close}>
              {t("app.cancel")}
            </Button>
            <Button color="red.8" size="sm" loading={stop.isPending} onClick={() => stop.mutate()} data-autofocus>
              {t("run.stop")}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
