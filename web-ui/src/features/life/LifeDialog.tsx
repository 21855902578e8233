import "@/i18n/life";
import { Autocomplete, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { membersQuery } from "@/api/members";
import { asProblem } from "@/api/problem";
import {
  archiveProcess,
  draftQuery,
  duplicateProcess,
  renameProcess,
  tagProcess,
  tagsQuery,
  transferProcess,
} from "@/api/processes";
import { Dialog } from "@/components/Dialog";
import { processKeyFor } from "@/features/editor/model/keys";
import { usePublish } from "@/features/process/usePublish";
import { LifeForm } from "./LifeForm";
import type { LifeDeed, LivingProcess } from "./ProcessMenu";
import { useDeed } from "./useLife";

interface LifeDialogProps {
  tenant: string;
  process: LivingProcess;
  deed: LifeDeed;
  onClose: () => void;
}

type DeedProps = Omit<LifeDialogProps, "deed">;

/** Asks for what a deed on a process needs, and does it. */
export default function LifeDialog({ deed, ...props }: LifeDialogProps) {
  const { t: tl } = useTranslation("life");
  const { name } = props.process;
  const titles: Record<LifeDeed, string> = {
    rename: tl("life.renameTitle", { name }),
    duplicate: tl("life.duplicateTitle", { name }),
    tags: tl("life.tagsTitle", { name }),
    owner: tl("life.ownerTitle", { name }),
    archive: tl("life.archiveTitle", { name }),
    publish: tl("life.noteTitle", { name }),
  };
  return (
    <Dialog isOpen onClose={props.onClose} title={titles[deed]}>
      <Asked deed={deed} {...props} />
    </Dialog>
  );
}

function Asked({ deed, ...props }: LifeDialogProps) {
  switch (deed) {
    case "rename":
      return <Rename {...props} />;
    case "duplicate":
      return <Duplicate {...props} />;
    case "tags":
      return <Tags {...props} />;
    case "owner":
      return <Owner {...props} />;
    case "archive":
      return <Archive {...props} />;
    case "publish":
      return <Publish {...props} />;
  }
}

function Rename({ tenant, process, onClose }: DeedProps) {
  const { t: tl } = useTranslation("life");
  const [name, setName] = useState(process.name);
  const rename = useDeed(tenant, process.key, () => renameProcess(tenant, process.key, name.trim()), onClose);
  return (
    <LifeForm
      error={rename.error}
      hint={tl("life.renameHint", { key: process.key })}
      submit={tl("life.rename")}
      isPending={rename.isPending}
      isReady={name.trim() !== ""}
      onSubmit={() => rename.mutate(undefined)}
      onClose={onClose}
    >
      <TextInput
        label={tl("life.renameName")}
        value={name}
        maxLength={200}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </LifeForm>
  );
}

function Duplicate({ tenant, process, onClose }: DeedProps) {
  const { t: tl } = useTranslation("life");
  const navigate = useNavigate();
  const [name, setName] = useState(tl("life.duplicateName", { name: process.name }).slice(0, 200));
  const [ownKey, setOwnKey] = useState<string | null>(null);
  const key = ownKey ?? (name.trim() === "" ? "" : processKeyFor(name));
  const isKeyBad = !/^[a-z][a-z0-9-]{0,62}$/.test(key);
  const duplicate = useDeed(
    tenant,
    process.key,
    () => duplicateProcess(tenant, process.key, { key, name: name.trim() }),
    (made) => {
      onClose();
      void navigate({ to: "/t/$tenant/processes/$process", params: { tenant, process: made.key } });
    },
  );
  return (
    <LifeForm
      error={duplicate.error}
      hint={tl("life.duplicateHint")}
      submit={tl("life.duplicate")}
      isPending={duplicate.isPending}
      isReady={name.trim() !== "" && !isKeyBad}
      onSubmit={() => duplicate.mutate(undefined)}
      onClose={onClose}
    >
      <TextInput
        label={tl("life.renameName")}
        value={name}
        maxLength={200}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={tl("life.duplicateKey")}
        description={tl("life.duplicateKeyHint")}
        value={key}
        maxLength={63}
        error={key !== "" && isKeyBad ? tl("life.duplicateKeyBad") : undefined}
        onChange={(event) => setOwnKey(event.currentTarget.value)}
      />
    </LifeForm>
  );
}

function Tags({ tenant, process, onClose }: DeedProps) {
  const { t: tl } = useTranslation("life");
  const { data: known } = useQuery(tagsQuery(tenant));
  const [tags, setTags] = useState<string[]>(process.tags);
  const change = useDeed(
    tenant,
    process.key,
    () =>
      tagProcess(tenant, process.key, {
        add: tags.filter((tag) => !process.tags.includes(tag)),
        remove: process.tags.filter((tag) => !tags.includes(tag)),
      }),
    onClose,
  );
  return (
    <LifeForm
      error={change.error}
      submit={tl("life.tags")}
      isPending={change.isPending}
      onSubmit={() => change.mutate(undefined)}
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
  );
}

function Owner({ tenant, process, onClose }: DeedProps) {
  const { t: tl } = useTranslation("life");
  const { data: members } = useQuery(membersQuery(tenant));
  const [owner, setOwner] = useState(process.owner);
  const give = useDeed(tenant, process.key, () => transferProcess(tenant, process.key, owner.trim()), onClose);
  const fault = give.error ? asProblem(give.error).problems?.find(({ pointer }) => pointer === "/owner") : undefined;
  return (
    <LifeForm
      error={fault ? null : give.error}
      submit={tl("life.owner")}
      isPending={give.isPending}
      isReady={owner.trim() !== ""}
      onSubmit={() => give.mutate(undefined)}
      onClose={onClose}
    >
      <Autocomplete
        label={tl("life.ownerLabel")}
        description={tl("life.ownerHint")}
        data={(members ?? []).map(({ username }) => username)}
        value={owner}
        error={fault?.message}
        limit={20}
        data-autofocus
        onChange={setOwner}
      />
    </LifeForm>
  );
}

/** Open runs are told first; only who has read that lets them end. */
function Archive({ tenant, process, onClose }: DeedProps) {
  const { t: tl } = useTranslation("life");
  const archive = useDeed(
    tenant,
    process.key,
    (letRunsEnd: boolean) => archiveProcess(tenant, process.key, letRunsEnd),
    onClose,
  );
  const hasOpenRuns = archive.error !== null && asProblem(archive.error).code === "process.runs-open";
  return (
    <LifeForm
      error={archive.error}
      hint={tl("life.archiveHint")}
      submit={tl(hasOpenRuns ? "life.archiveOpen" : "life.archive")}
      isPending={archive.isPending}
      onSubmit={() => archive.mutate(hasOpenRuns)}
      onClose={onClose}
    />
  );
}

function Publish({ tenant, process, onClose }: DeedProps) {
  const { t } = useTranslation();
  const { t: tl } = useTranslation("life");
  const [note, setNote] = useState("");
  const draft = useQuery(draftQuery(tenant, process.key));
  const publishing = usePublish(tenant, process.key);
  const etag = draft.data?.etag;
  const before = publishing.data && !publishing.data.isNew ? publishing.data.made.number : null;
  return (
    <LifeForm
      error={publishing.error ?? draft.error}
      {...(before === null ? {} : { hint: tl("life.noteUnused", { n: before }) })}
      submit={t("publication.publish")}
      isPending={publishing.isPending || draft.isPending}
      onSubmit={() => {
        if (etag !== undefined) {
          // A draft that is published already makes no version that the note could stand at.
          publishing.mutate({ etag, note: note.trim() }, { onSuccess: ({ isNew }) => isNew && onClose() });
        }
      }}
      onClose={onClose}
    >
      <Textarea
        label={tl("life.note")}
        description={tl("life.noteHint")}
        value={note}
        maxLength={500}
        autosize
        minRows={2}
        maxRows={6}
        data-autofocus
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </LifeForm>
  );
}
