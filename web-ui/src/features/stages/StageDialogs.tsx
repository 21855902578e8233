import "@/i18n/stages";
import { Checkbox, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { accountsQuery, addStage, changeStage, removeStage, type StageAnswer, setCompute } from "@/api/stages";
import { Dialog } from "@/components/Dialog";
import { LifeForm } from "@/features/life/LifeForm";
import { useChanged } from "./useChanged";

function fault(error: unknown, field: string): string | undefined {
  return error ? asProblem(error).problems?.find((problem) => problem.pointer === `/${field}`)?.message : undefined;
}

/** A new stage, which comes last. */
export function AddStage({ tenant, onClose }: { tenant: string; onClose: () => void }) {
  const { t: ts } = useTranslation("stages");
  const [key, setKey] = useState("");
  const [name, setName] = useState("");
  const [needsSecondPerson, setProtected] = useState(false);
  const add = useMutation({
    mutationFn: () => addStage(tenant, { key, name: name.trim(), needsSecondPerson }),
    onSuccess: useChanged(tenant, onClose),
  });
  return (
    <Dialog isOpen onClose={onClose} title={ts("addTitle")}>
      <LifeForm
        error={add.error}
        submit={ts("addSubmit")}
        isPending={add.isPending}
        isReady={key !== "" && name.trim() !== ""}
        onSubmit={() => add.mutate()}
        onClose={onClose}
      >
        <TextInput
          label={ts("key")}
          description={ts("keyHint")}
          required
          maxLength={40}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
          error={fault(add.error, "key")}
          data-autofocus
        />
        <TextInput
          label={ts("name")}
          description={ts("nameHint")}
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fault(add.error, "name")}
        />
        <Checkbox
          label={ts("protect")}
          description={ts("protectHint")}
          checked={needsSecondPerson}
          onChange={(event) => setProtected(event.currentTarget.checked)}
        />
      </LifeForm>
    </Dialog>
  );
}

/** Name, protection, default and compute target of a stage; only what was changed is sent. */
export function EditStage({ tenant, stage, onClose }: { tenant: string; stage: StageAnswer; onClose: () => void }) {
  const { t: ts } = useTranslation("stages");
  const [name, setName] = useState(stage.name);
  const [needsSecondPerson, setProtected] = useState(stage.needsSecondPerson);
  const [byDefault, setDefault] = useState(stage.byDefault);
  const [account, setAccount] = useState(stage.account ?? "");
  const [cluster, setCluster] = useState(stage.cluster ?? "");
  const accounts = useQuery(accountsQuery(tenant)).data ?? [];
  const save = useMutation({
    mutationFn: async () => {
      if (account !== (stage.account ?? "") || cluster.trim() !== (stage.cluster ?? "")) {
        await setCompute(tenant, stage.key, account || null, cluster.trim() || null);
      }
      return changeStage(tenant, stage.key, {
        name: name.trim(),
        ...(needsSecondPerson === stage.needsSecondPerson ? {} : { needsSecondPerson }),
        ...(byDefault === stage.byDefault ? {} : { byDefault }),
      });
    },
    onSuccess: useChanged(tenant, onClose),
  });
  return (
    <Dialog isOpen onClose={onClose} title={ts("editTitle", { name: stage.name })}>
      <LifeForm
        error={save.error}
        submit={ts("save")}
        isPending={save.isPending}
        isReady={name.trim() !== ""}
        onSubmit={() => save.mutate()}
        onClose={onClose}
      >
        <TextInput
          label={ts("name")}
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Checkbox
          label={ts("makeDefault")}
          description={ts(
            stage.byDefault ? "isDefaultHint" : needsSecondPerson ? "protectedNoDefaultHint" : "makeDefaultHint",
          )}
          checked={byDefault}
          disabled={stage.byDefault || needsSecondPerson}
          onChange={(event) => setDefault(event.currentTarget.checked)}
        />
        <Checkbox
          label={ts("protect")}
          description={ts(byDefault ? "defaultNotProtectedHint" : "protectHint")}
          checked={needsSecondPerson}
          disabled={byDefault}
          onChange={(event) => setProtected(event.currentTarget.checked)}
        />
        <Select
          allowDeselect={false}
          label={ts("account")}
          value={account}
          onChange={(chosen) => setAccount(chosen ?? "")}
          data={[
            { value: "", label: ts(stage.byDefault ? "computeFirst" : "noAccount") },
            ...accounts.map((each) => ({ value: each.id, label: `${each.accountId}, ${each.region}` })),
          ]}
          error={fault(save.error, "account")}
        />
        <TextInput
          label={ts("cluster")}
          description={ts(account === "" ? "clusterNoAccountHint" : "clusterHint")}
          value={cluster}
          disabled={account === ""}
          onChange={(event) => setCluster(event.currentTarget.value)}
          error={fault(save.error, "cluster")}
        />
      </LifeForm>
    </Dialog>
  );
}

/** Removes a stage; the api refuses while anything lives on it, and says what. */
export function RemoveStage({ tenant, stage, onClose }: { tenant: string; stage: StageAnswer; onClose: () => void }) {
  const { t: ts } = useTranslation("stages");
  const remove = useMutation({
    mutationFn: () => removeStage(tenant, stage.key),
    onSuccess: useChanged(tenant, onClose),
  });
  return (
    <Dialog isOpen onClose={onClose} title={ts("removeTitle", { name: stage.name })}>
      <LifeForm
        error={remove.error}
        hint={ts("removeHint")}
        submit={ts("removeSubmit")}
        isPending={remove.isPending}
        onSubmit={() => remove.mutate()}
        onClose={onClose}
        danger
      />
    </Dialog>
  );
}
