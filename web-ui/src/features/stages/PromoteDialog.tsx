import "@/i18n/stages";
import { NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { askFor, bindingsQuery, type ProcessStage, publishOn, type StageAnswer, stagesQuery } from "@/api/stages";
import { versionsQuery } from "@/api/versions";
import { Dialog } from "@/components/Dialog";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { ProblemList } from "@/components/ProblemList";
import { ProblemNotice } from "@/components/ProblemNotice";
import { LifeForm } from "@/features/life/LifeForm";
import { Bindings } from "./Bindings";
import { stageName } from "./useStages";

const OFFERED = 20;
const none: StageAnswer[] = [];

interface PromoteDialogProps {
  tenant: string;
  process: { key: string; name: string };
  stage: ProcessStage;
  /** The version that is offered first. */
  first: number;
  onClose: () => void;
}

/** Publishes a version on a stage, or asks for it; shows before that what it binds to and what is missing. */
export function PromoteDialog({ tenant, process, stage, first, onClose }: PromoteDialogProps) {
  const { t: ts } = useTranslation("stages");
  const queries = useQueryClient();
  const [version, setVersion] = useState(first);
  const [note, setNote] = useState("");
  const stages = useQuery(stagesQuery(tenant)).data ?? none;
  const versions = useQuery(versionsQuery(tenant, process.key, 0, OFFERED));
  const bindings = useQuery(bindingsQuery(tenant, process.key, version, stage.stage));
  const send = useMutation({
    mutationFn: async () => {
      if (stage.needsSecondPerson) {
        await askFor(tenant, process.key, version, stage.stage, note.trim());
      } else {
        await publishOn(tenant, process.key, version, stage.stage);
      }
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: keys.publications(tenant, process.key) });
      void queries.invalidateQueries({ queryKey: keys.versions(tenant, process.key) });
      void queries.invalidateQueries({ queryKey: keys.stages(tenant) });
      onClose();
    },
  });
  const found = bindings.data;
  const problems = found?.problems ?? [];
  const isLive = found?.live === version;
  const offered = (versions.data?.items ?? []).map((each) => ({
    value: String(each.number),
    label:
      each.liveOn.length === 0
        ? ts("versionOption", { version: each.number })
        : ts("versionLiveOn", {
            version: each.number,
            stages: each.liveOn.map((key) => stageName(stages, key)).join(", "),
          }),
  }));
  return (
    <Dialog isOpen onClose={onClose} title={ts("promoteTitle", { process: process.name, stage: stage.name })}>
      <LifeForm
        error={send.error}
        submit={ts(stage.needsSecondPerson ? "ask" : "publish")}
        isPending={send.isPending}
        isReady={found !== undefined && problems.length === 0 && !isLive}
        onSubmit={() => send.mutate()}
        onClose={onClose}
      >
        <NativeSelect
          label={ts("version")}
          value={String(version)}
          data={offered.length === 0 ? [{ value: String(version), label: ts("versionOption", { version }) }] : offered}
          onChange={(event) => {
            send.reset();
            setVersion(Number(event.currentTarget.value));
          }}
          data-autofocus
        />
        {bindings.error && !found ? (
          <ProblemNotice error={bindings.error} onRetry={() => void bindings.refetch()} />
        ) : null}
        {!found && !bindings.error ? <Loading rows={4} /> : null}
        {isLive ? <Notice tone="idle" title={ts("same", { version })} /> : null}
        {problems.length > 0 ? (
          <Notice tone="bad" role="status" title={ts("problems", { count: problems.length })}>
            <p>{ts("problemsHint")}</p>
            <ProblemList problems={problems} />
          </Notice>
        ) : null}
        {found ? <Bindings bindings={found} stageName={stage.name} /> : null}
        {stage.needsSecondPerson ? (
          <TextInput
            label={ts("why")}
            description={ts("needsSecond")}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        ) : null}
      </LifeForm>
    </Dialog>
  );
}
