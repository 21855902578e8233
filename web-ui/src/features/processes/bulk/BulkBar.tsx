import "@/i18n/life";
import type { ProcessSummary } from "@contract";
import { Button, Checkbox, Progress, TagsInput } from "@mantine/core";
import { IconArchive, IconPlayerPause, IconPlayerPlay, IconTags } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { archiveProcess, pauseProcess, tagProcess, tagsQuery } from "@/api/processes";
import { Dialog } from "@/components/Dialog";
import { Notice } from "@/components/Notice";
import { LifeForm } from "@/features/life/LifeForm";
import { useRefresh } from "@/features/life/useLife";
import classes from "./BulkBar.module.css";
import { forEach, type Outcome } from "./bulk";

type Deed =
  | { kind: "pause" }
  | { kind: "resume" }
  | { kind: "archive"; letRunsEnd: boolean }
  | { kind: "tag"; tags: string[] };

interface BulkBarProps {
  tenant: string;
  chosen: ProcessSummary[];
  onClear: () => void;
  onKeep: (keys: string[]) => void;
}

interface Work {
  deed: Deed;
  total: number;
  done: number;
  outcomes: Outcome<ProcessSummary>[] | null;
}

function carryOut(tenant: string, process: string, deed: Deed): Promise<unknown> {
  switch (deed.kind) {
    case "pause":
      return pauseProcess(tenant, process, true);
    case "resume":
      return pauseProcess(tenant, process, false);
    case "archive":
      return archiveProcess(tenant, process, deed.letRunsEnd);
    case "tag":
      return tagProcess(tenant, process, { add: deed.tags });
  }
}

/** What can be done with all selected processes at once, how far it is, and what became of it. */
export default function BulkBar({ tenant, chosen, onClear, onKeep }: BulkBarProps) {
  const { t } = useTranslation();
  const { t: tl } = useTranslation("life");
  const refresh = useRefresh(tenant);
  const [work, setWork] = useState<Work | null>(null);
  const [asking, setAsking] = useState<"archive" | "tag" | null>(null);
  const isBusy = work !== null && work.outcomes === null;
  async function start(deed: Deed, processes: ProcessSummary[]): Promise<void> {
    setAsking(null);
    const begun: Work = { deed, total: processes.length, done: 0, outcomes: null };
    setWork(begun);
    const outcomes = await forEach(
      processes,
      ({ key }) => carryOut(tenant, key, deed),
      (done) => setWork({ ...begun, done }),
    );
    await refresh(processes.map(({ key }) => key));
    onKeep(outcomes.filter(({ problem }) => problem).map(({ item }) => item.key));
    setWork({ ...begun, done: processes.length, outcomes });
  }
  return (
    <>
      {work?.outcomes ? (
        <Result
          work={work}
          outcomes={work.outcomes}
          onDismiss={() => setWork(null)}
          onAgain={(failed) => void start(work.deed, failed)}
        />
      ) : null}
      {isBusy ? (
        <div className={classes.bar} role="status">
          <span className={classes.count}>{tl(`bulk.working.${work.deed.kind}`)}</span>
          <Progress
            value={(100 * work.done) / work.total}
            className={classes.progress}
            aria-label={tl("bulk.progress", { done: work.done, total: work.total })}
          />
          <span>{tl("bulk.progress", { done: work.done, total: work.total })}</span>
        </div>
      ) : null}
      {!isBusy && chosen.length > 0 ? (
        <section className={classes.bar} aria-label={t("processes.selection")}>
          <span className={classes.count}>{t("processes.selected", { count: chosen.length })}</span>
          <Button
            variant="default"
            leftSection={<IconPlayerPause size={16} aria-hidden />}
            onClick={() => void start({ kind: "pause" }, chosen)}
          >
            {t("schedule.pause")}
          </Button>
          <Button
            variant="default"
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            onClick={() => void start({ kind: "resume" }, chosen)}
          >
            {t("schedule.resume")}
          </Button>
          <Button variant="default" leftSection={<IconTags size={16} aria-hidden />} onClick={() => setAsking("tag")}>
            {t("processes.tag")}
          </Button>
          <Button
            variant="default"
            leftSection={<IconArchive size={16} aria-hidden />}
            onClick={() => setAsking("archive")}
          >
            {t("processes.archive")}
          </Button>
          <Button variant="subtle" onClick={onClear}>
            {t("processes.unselect")}
          </Button>
        </section>
      ) : null}
      {asking === "tag" ? (
        <TagQuestion
          tenant={tenant}
          count={chosen.length}
          onClose={() => setAsking(null)}
          onTags={(tags) => void start({ kind: "tag", tags }, chosen)}
        />
      ) : null}
      {asking === "archive" ? (
        <ArchiveQuestion
          count={chosen.length}
          onClose={() => setAsking(null)}
          onArchive={(letRunsEnd) => void start({ kind: "archive", letRunsEnd }, chosen)}
        />
      ) : null}
    </>
  );
}

interface ResultProps {
  work: Work;
  outcomes: Outcome<ProcessSummary>[];
  onDismiss: () => void;
  onAgain: (failed: ProcessSummary[]) => void;
}

function Result({ work, outcomes, onDismiss, onAgain }: ResultProps) {
  const { t: tl } = useTranslation("life");
  const failed = outcomes.filter(({ problem }) => problem);
  const done = outcomes.length - failed.length;
  return (
    <div className={classes.result}>
      <Notice
        tone={failed.length > 0 ? "bad" : "ok"}
        role={failed.length > 0 ? "alert" : "status"}
        title={
          failed.length === 0 || done > 0
            ? tl(`bulk.done.${work.deed.kind}`, { count: done })
            : tl("bulk.failed", { count: failed.length })
        }
        actions={
          <Button variant="default" onClick={onDismiss}>
            {tl("bulk.dismiss")}
          </Button>
        }
      >
        {failed.length > 0 ? (
          <>
            {done > 0 ? <p>{tl("bulk.failed", { count: failed.length })}</p> : null}
            <ul className={classes.failures}>
              {failed.map(({ item, problem }) => (
                <li key={item.key}>
                  <strong>{item.name}</strong>: {problem?.detail}
                </li>
              ))}
            </ul>
            <Button variant="default" onClick={() => onAgain(failed.map(({ item }) => item))}>
              {tl("bulk.again")}
            </Button>
          </>
        ) : null}
      </Notice>
    </div>
  );
}

interface TagQuestionProps {
  tenant: string;
  count: number;
  onClose: () => void;
  onTags: (tags: string[]) => void;
}

function TagQuestion({ tenant, count, onClose, onTags }: TagQuestionProps) {
  const { t: tl } = useTranslation("life");
  const { data: known } = useQuery(tagsQuery(tenant));
  const [tags, setTags] = useState<string[]>([]);
  return (
    <Dialog isOpen onClose={onClose} title={tl("bulk.tagTitle", { count })}>
      <LifeForm
        error={null}
        submit={tl("bulk.tag")}
        isPending={false}
        isReady={tags.length > 0}
        onSubmit={() => onTags(tags)}
        onClose={onClose}
      >
        <TagsInput
          label={tl("life.tagsLabel")}
          description={tl("life.tagsHint")}
          value={tags}
          maxTags={20}
          data={(known ?? []).map(({ tag }) => tag)}
          data-autofocus
          onChange={setTags}
        />
      </LifeForm>
    </Dialog>
  );
}

interface ArchiveQuestionProps {
  count: number;
  onClose: () => void;
  onArchive: (letRunsEnd: boolean) => void;
}

function ArchiveQuestion({ count, onClose, onArchive }: ArchiveQuestionProps) {
  const { t: tl } = useTranslation("life");
  const [letRunsEnd, setLetRunsEnd] = useState(false);
  return (
    <Dialog isOpen onClose={onClose} title={tl("bulk.archiveTitle", { count })}>
      <LifeForm
        error={null}
        hint={`${tl("life.archiveHint")} ${tl("bulk.archiveHint")}`}
        submit={tl("life.archive")}
        isPending={false}
        onSubmit={() => onArchive(letRunsEnd)}
        onClose={onClose}
      >
        <Checkbox
          label={tl("bulk.letRunsEnd")}
          checked={letRunsEnd}
          onChange={(event) => setLetRunsEnd(event.currentTarget.checked)}
        />
      </LifeForm>
    </Dialog>
  );
}
