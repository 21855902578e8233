import "@/i18n/stages";
import { NativeSelect, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addLocation, changeLocation, type LocationView, type NewLocation } from "@/api/locations";
import { asProblem } from "@/api/problem";
import type { StageAnswer } from "@/api/stages";
import { Dialog } from "@/components/Dialog";
import { LifeForm } from "@/features/life/LifeForm";
import { LocationUsers } from "./LocationUsers";
import { useChanged } from "./useChanged";

const accesses = ["read", "write", "read-write"] as const;
const classifications = ["public", "internal", "confidential"] as const;
const nothing = { key: "", name: "", bucket: "", prefix: "", access: "read", classification: "internal" } as const;

interface LocationDialogProps {
  tenant: string;
  stage: StageAnswer;
  /** The one to change; none to add one. */
  location?: LocationView;
  onClose: () => void;
}

/** Names a place of data on a stage, or lets a name mean another place. */
export default function LocationDialog({ tenant, stage, location, onClose }: LocationDialogProps) {
  const { t: ts } = useTranslation("stages");
  const [wanted, setWanted] = useState<NewLocation>(() => {
    const { key, name, bucket, prefix, access, classification } = location ?? nothing;
    return { key, name, bucket, prefix, access, classification, stage: stage.key };
  });
  const save = useMutation({
    mutationFn: () => {
      const { key, stage: _, ...meaning } = { ...wanted, name: wanted.name.trim() };
      return location
        ? changeLocation(tenant, stage.key, key, meaning)
        : addLocation(tenant, { key, ...meaning, stage: stage.key });
    },
    onSuccess: useChanged(tenant, onClose),
  });
  const change = (part: Partial<NewLocation>) => setWanted((before) => ({ ...before, ...part }));
  const problems = save.error ? (asProblem(save.error).problems ?? []) : [];
  const fault = (field: string) => problems.find((problem) => problem.pointer === `/${field}`)?.message;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={
        location
          ? ts("location.editTitle", { name: location.name, stage: stage.name })
          : ts("location.title", { stage: stage.name })
      }
    >
      <LifeForm
        error={save.error}
        hint={location ? ts("location.editHint") : undefined}
        submit={ts(location ? "save" : "location.submit")}
        isPending={save.isPending}
        isReady={wanted.key !== "" && wanted.name.trim() !== "" && wanted.bucket !== ""}
        onSubmit={() => save.mutate()}
        onClose={onClose}
      >
        {location ? <LocationUsers tenant={tenant} stage={stage.key} location={location.key} /> : null}
        {location ? null : (
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
        )}
        <TextInput
          label={ts("name")}
          description={ts("location.nameHint")}
          required
          maxLength={200}
          value={wanted.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={fault("name")}
          data-autofocus={location ? true : undefined}
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
