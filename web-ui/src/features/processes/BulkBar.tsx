import "@/i18n/life";
import type { ProcessSummary } from "@contract";
import { Button, Checkbox, TagsInput } from "@mantine/core";
import { IconArchive, IconPlayerPause, IconPlayerPlay, IconTags } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { archiveProcess, pauseProcess, tagProcess, tagsQuery } from "@/api/processes";
import classes from "@/components/bulk/Bulk.module.css";
import { BulkOutcome, BulkProgress } from "@/components/bulk/BulkOutcome";
import { useBulk } from "@/components/bulk/useBulk";
import { Dialog } from "@/components/Dialog";
import { LifeForm } from "@/features/life/LifeForm";
import { useRefresh } from "@/features/life/useLife";

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
  const [asking, setAsking] = useState<"archive" | "tag" | null>(null);
  const { work, start, dismiss } = useBulk<ProcessSummary, Deed>(
    ({ key }, deed) => carryOut(tenant, key, deed),
    async (processes, refused) => {
      await refresh(processes.map(({ key }) => key));
      onKeep(refused.map(({ key }) => key));
    },
  );
  const isBusy = work !== null && work.outcomes === null;
  function answer(deed: Deed): void {
    setAsking(null);
    void start(deed, chosen);
  }
  return (
    <>
      {work?.outcomes ? (
        <BulkOutcome
          work={work}
          doneWords={(count) => tl(`bulk.done.${work.deed.kind}`, { count })}
          nameOf={({ name }) => name}
          onDismiss={dismiss}
          onAgain={(refused) => void start(work.deed, refused)}
        />
      ) : null}
      {isBusy ? <BulkProgress what={tl(`bulk.working.${work.deed.kind}`)} done={work.done} total={work.total} /> : null}
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
          onTags={(tags) => answer({ kind: "tag", tags })}
        />
      ) : null}
      {asking === "archive" ? (
        <ArchiveQuestion
          count={chosen.length}
          onClose={() => setAsking(null)}
          onArchive={(letRunsEnd) => answer({ kind: "archive", letRunsEnd })}
        />
      ) : null}
    </>
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
