import "@/i18n/stages";
import { NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { addLocation, type NewLocation } from "@/api/locations";
import { asProblem } from "@/api/problem";
import type { StageAnswer } from "@/api/stages";
import { Dialog } from "@/components/Dialog";
import { LifeForm } from "@/features/life/LifeForm";

const accesses = ["read", "write", "read-write"] as const;
const classifications = ["public", "internal", "confidential"] as const;

interface LocationDialogProps {
  tenant: string;
  stage: StageAnswer;
  onClose: () => void;
}

/** Names a place of data on a stage. */
export default function LocationDialog({ tenant, stage, onClose }: LocationDialogProps) {
  const { t: ts } = useTranslation("stages");
  const queries = useQueryClient();
  const [wanted, setWanted] = useState<NewLocation>({
    key: "",
    name: "",
    bucket: "",
    prefix: "",
    access: "read",
    classification: "internal",
    stage: stage.key,
  });
  const add = useMutation({
    mutationFn: () => addLocation(tenant, { ...wanted, name: wanted.name.trim() }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: keys.stages(tenant) });
      void queries.invalidateQueries({ queryKey: keys.locations(tenant) });
      onClose();
    },
  });
  const change = (part: Partial<NewLocation>) => setWanted((before) => ({ ...before, ...part }));
  const problems = add.error ? (asProblem(add.error).problems ?? []) : [];
  const fault = (field: string) => problems.find((problem) => problem.pointer === `/${field}`)?.message;
  return (
    <Dialog isOpen onClose={onClose} title={ts("location.title", { stage: stage.name })}>
      <LifeForm
        error={add.error}
        submit={ts("location.submit")}
        isPending={add.isPending}
        isReady={wanted.key !== "" && wanted.name.trim() !== "" && wanted.bucket !== ""}
        onSubmit={() => add.mutate()}
        onClose={onClose}
      >
        <TextInput
          label={ts("key")}
          description={ts("location.keyHint")}
          required
          maxLength={40}
          value={wanted.key}
          onChange={(event) => change({ key: event.currentTarget.value })}
          error={fault("key")}
          data-autofocus
        />
        <TextInput
          label={ts("name")}
          description={ts("location.nameHint")}
          required
          maxLength={200}
          value={wanted.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={fault("name")}
        />
        <TextInput
          label={ts("location.bucket")}
          required
          maxLength={63}
          value={wanted.bucket}
          onChange={(event) => change({ bucket: event.currentTarget.value })}
          error={fault("bucket")}
        />
        <TextInput
          label={ts("location.prefix")}
          description={ts("location.prefixHint")}
          maxLength={500}
          value={wanted.prefix}
          onChange={(event) => change({ prefix: event.currentTarget.value })}
          error={fault("prefix")}
        />
        <NativeSelect
          label={ts("location.access")}
          data={accesses.map((access) => ({ value: access, label: ts(`location.accesses.${access}`) }))}
          value={wanted.access}
          onChange={(event) => change({ access: accesses.find((access) => access === event.currentTarget.value) })}
        />
        <NativeSelect
          label={ts("location.classification")}
          data={classifications.map((each) => ({ value: each, label: ts(`location.classifications.${each}`) }))}
          value={wanted.classification}
          onChange={(event) =>
            change({ classification: classifications.find((each) => each === event.currentTarget.value) })
          }
        />
      </LifeForm>
    </Dialog>
  );
}
