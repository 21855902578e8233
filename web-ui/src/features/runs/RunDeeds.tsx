import "@/i18n/runList";
import type { Outcome, RunSummary } from "@contract";
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { doToRuns } from "@/api/runs";
import { Dialog } from "@/components/Dialog";
import { Notice } from "@/components/Notice";
import { ProblemNotice } from "@/components/ProblemNotice";
import { isOver, isStoppable } from "@/components/status";
import form from "@/features/process/Process.module.css";
import classes from "./RunList.module.css";

interface RunDeedsProps {
  tenant: string;
  chosen: RunSummary[];
  onNone: () => void;
}

type Deed = "STOP" | "RERUN";

/** As many as the api takes in one request. */
const AT_ONCE = 200;

const words = { STOP: "stop", RERUN: "rerun" } as const;

function fits(deed: Deed, { state }: RunSummary): boolean {
  return deed === "STOP" ? isStoppable(state) : isOver(state) && state !== "SUCCEEDED" && state !== "STOP_INCOMPLETE";
}

/** What can be done to the runs that are chosen. */
export function RunDeeds({ tenant, chosen, onNone }: RunDeedsProps) {
  const { t } = useTranslation("runList");
  const [deed, setDeed] = useState<Deed | null>(null);
  return (
    <div className={classes.deeds}>
      <span aria-live="polite">{t("chosen", { count: chosen.length })}</span>
      <Button variant="subtle" size="compact-sm" onClick={onNone}>
        {t("none")}
      </Button>
      {(["RERUN", "STOP"] as const).map((each) => (
        <Button key={each} variant="default" size="compact-sm" onClick={() => setDeed(each)}>
          {t(words[each])}
        </Button>
      ))}
      {deed ? (
        <DeedDialog tenant={tenant} deed={deed} chosen={chosen} onDone={onNone} onClose={() => setDeed(null)} />
      ) : null}
    </div>
  );
}

interface DeedDialogProps {
  tenant: string;
  deed: Deed;
  chosen: RunSummary[];
  onDone: () => void;
  onClose: () => void;
}

function DeedDialog({ tenant, deed, chosen, onDone, onClose }: DeedDialogProps) {
  const { t } = useTranslation();
  const { t: tl } = useTranslation("runList");
  const queries = useQueryClient();
  const fit = chosen.filter((run) => fits(deed, run));
  const act = useMutation({
    mutationFn: async () => {
      const outcomes: Outcome[] = [];
      for (let from = 0; from < fit.length; from += AT_ONCE) {
        const runs = fit.slice(from, from + AT_ONCE).map((run) => run.id);
        outcomes.push(...(await doToRuns(tenant, { deed, runs })).outcomes);
      }
      return outcomes;
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: keys.runs(tenant) }),
    onSuccess: (outcomes) => {
      if (outcomes.every((outcome) => outcome.code === null)) {
        onDone();
      }
    },
  });
  const refused = act.data?.filter((outcome) => outcome.code !== null) ?? [];
  return (
    <Dialog isOpen onClose={act.data ? onDone : onClose} title={tl(`${words[deed]}Title`, { count: chosen.length })}>
      <div className={form.form}>
        {act.error ? <ProblemNotice error={act.error} /> : null}
        {act.data ? (
          <Notice tone="wait" title={tl("done", { count: act.data.length - refused.length })}>
            {tl("notDone")}
            <ul className={classes.refused}>
              {refused.map((outcome) => (
                <li key={outcome.run}>
                  <code>{outcome.run}</code>: {outcome.message}
                </li>
              ))}
            </ul>
          </Notice>
        ) : (
          <p className={form.lead}>
            {tl(`${words[deed]}Lead`)}{" "}
            {fit.length === chosen.length
              ? null
              : fit.length === 0
                ? tl("noneFits")
                : tl("fits", { fit: fit.length, all: chosen.length })}
          </p>
        )}
        <div className={form.formActions}>
          <Button variant="default" size="sm" onClick={act.data ? onDone : onClose}>
            {t(act.data ? "app.close" : "app.cancel")}
          </Button>
          {act.data ? null : (
            <Button
              size="sm"
              {...(deed === "STOP" ? { color: "red.8" } : {})}
              disabled={fit.length === 0}
              loading={act.isPending}
              onClick={() => act.mutate()}
              data-autofocus
            >
              {tl(`${words[deed]}Submit`)}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
