import "@/i18n/runList";
import type { RunSummary } from "@contract";
import { Button, Checkbox } from "@mantine/core";
import { randomId } from "@mantine/hooks";
import { IconPlayerStop, IconRepeat } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { rerun, stopRun } from "@/api/runs";
import classes from "@/components/bulk/Bulk.module.css";
import { BulkOutcome, BulkProgress } from "@/components/bulk/BulkOutcome";
import { useBulk } from "@/components/bulk/useBulk";
import { Dialog } from "@/components/Dialog";
import { isOver, isStoppable } from "@/components/status";
import form from "@/features/process/Process.module.css";

interface RunBulkBarProps {
  tenant: string;
  chosen: RunSummary[];
  onClear: () => void;
  onKeep: (ids: string[]) => void;
}

interface Deed {
  kind: "stop" | "rerun";
  /** Sent with each request, so that one which is tried again repeats no run twice. */
  key: string;
}

function fits(kind: Deed["kind"], { state }: RunSummary): boolean {
  return kind === "stop" ? isStoppable(state) : isOver(state) && state !== "SUCCEEDED" && state !== "STOP_INCOMPLETE";
}

/** Whether somebody has run it again already, which is seldom wanted twice. */
function isRepeated(kind: Deed["kind"], { repeatedBy }: RunSummary): boolean {
  return kind === "rerun" && Boolean(repeatedBy);
}

/** What can be done with all selected runs at once, how far it is, and what became of it. */
export default function RunBulkBar({ tenant, chosen, onClear, onKeep }: RunBulkBarProps) {
  const { t } = useTranslation();
  const { t: tl } = useTranslation("runList");
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Deed["kind"] | null>(null);
  const { work, start, dismiss } = useBulk<RunSummary, Deed>(
    ({ id }, deed) => (deed.kind === "stop" ? stopRun(tenant, id) : rerun(tenant, id, {}, `${deed.key}-${id}`)),
    async (_runs, refused) => {
      await queries.invalidateQueries({ queryKey: keys.runs(tenant) });
      onKeep(refused.map(({ id }) => id));
    },
  );
  const isBusy = work !== null && work.outcomes === null;
  return (
    <>
      {work?.outcomes ? (
        <BulkOutcome
          work={work}
          doneWords={(count) => tl(`done.${work.deed.kind}`, { count })}
          nameOf={({ id }) => id}
          onDismiss={dismiss}
          onAgain={(refused) => void start(work.deed, refused)}
        />
      ) : null}
      {isBusy ? <BulkProgress what={tl(`working.${work.deed.kind}`)} done={work.done} total={work.total} /> : null}
      {!isBusy && chosen.length > 0 ? (
        <section className={classes.bar} aria-label={t("processes.selection")}>
          <span className={classes.count}>{t("processes.selected", { count: chosen.length })}</span>
          <Button
            variant="default"
            leftSection={<IconRepeat size={16} aria-hidden />}
            onClick={() => setAsking("rerun")}
          >
            {tl("rerun")}
          </Button>
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={16} aria-hidden />}
            onClick={() => setAsking("stop")}
          >
            {tl("stop")}
          </Button>
          <Button variant="subtle" onClick={onClear}>
            {t("processes.unselect")}
          </Button>
        </section>
      ) : null}
      {asking ? (
        <Question
          kind={asking}
          chosen={chosen}
          onClose={() => setAsking(null)}
          onAnswer={(fit) => {
            setAsking(null);
            void start({ kind: asking, key: randomId("runs-") }, fit);
          }}
        />
      ) : null}
    </>
  );
}

interface QuestionProps {
  kind: Deed["kind"];
  chosen: RunSummary[];
  onClose: () => void;
  onAnswer: (fit: RunSummary[]) => void;
}

function Question({ kind, chosen, onClose, onAnswer }: QuestionProps) {
  const { t } = useTranslation();
  const { t: tl } = useTranslation("runList");
  const [isOnceMore, setOnceMore] = useState(false);
  const able = chosen.filter((run) => fits(kind, run));
  const repeated = able.filter((run) => isRepeated(kind, run));
  const fit = isOnceMore ? able : able.filter((run) => !isRepeated(kind, run));
  const without = able.length === 0 ? tl("noneFits") : tl("allRepeated");
  const others = fit.length === 0 ? without : tl("fits", { fit: fit.length, all: chosen.length });
  return (
    <Dialog isOpen onClose={onClose} title={tl(`${kind}Title`, { count: chosen.length })}>
      <div className={form.form}>
        <p className={form.lead}>
          {tl(`${kind}Lead`)} {fit.length === chosen.length ? null : others}
        </p>
        {repeated.length > 0 ? (
          <Checkbox
            label={tl("onceMore", { count: repeated.length })}
            checked={isOnceMore}
            onChange={(event) => setOnceMore(event.currentTarget.checked)}
          />
        ) : null}
        <div className={form.formActions}>
          <Button variant="default" size="sm" onClick={onClose}>
            {t("app.cancel")}
          </Button>
          <Button
            size="sm"
            {...(kind === "stop" ? { color: "red.8" } : {})}
            disabled={fit.length === 0}
            onClick={() => onAnswer(fit)}
            data-autofocus={fit.length > 0 || undefined}
          >
            {tl(`${kind}Submit`)}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
