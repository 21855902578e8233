import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addChannel, type Channel } from "@/api/alerts";
import { keys } from "@/api/keys";
import { asProblem } from "@/api/problem";
import { Dialog } from "@/components/Dialog";
import { ProblemNotice } from "@/components/ProblemNotice";
import form from "@/features/process/Process.module.css";

const KINDS = ["EMAIL", "WEBHOOK", "SLACK"] as const;

/** Asks for a new place to send messages to. */
export function ChannelDialog({ tenant, onClose }: { tenant: string; onClose: () => void }) {
  const { t: ta } = useTranslation();
  const { t } = useTranslation("alerts");
  const queries = useQueryClient();
  const [kind, setKind] = useState<Channel["kind"]>("EMAIL");
  const [name, setName] = useState("");
  const [addresses, setAddresses] = useState("");
  const [url, setUrl] = useState("");
  const [secret, setSecret] = useState("");
  const add = useMutation({
    mutationFn: () =>
      addChannel(tenant, {
        name: name.trim(),
        kind,
        ...(kind === "EMAIL"
          ? {
              addresses: addresses
                .split(",")
                .map((one) => one.trim())
                .filter((one) => one),
            }
          : { url: url.trim() }),
        ...(kind === "WEBHOOK" ? { secret } : {}),
      }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: keys.alerts(tenant) });
      onClose();
    },
  });
  const problems = add.error ? (asProblem(add.error).problems ?? []) : [];
  const fault = (field: string) => problems.find((problem) => problem.pointer.startsWith(`/${field}`))?.message;
  return (
    <Dialog isOpen onClose={onClose} title={t("addTitle")}>
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        {add.error ? <ProblemNotice error={add.error} /> : null}
        <TextInput
          required
          data-autofocus
          label={t("name")}
          value={name}
          error={fault("name")}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t("kind")}
          value={kind}
          data={KINDS.map((value) => ({ value, label: t(`channelKinds.${value}`) }))}
          onChange={(event) => setKind(event.currentTarget.value as Channel["kind"])}
        />
        {kind === "EMAIL" ? (
          <TextInput
            required
            label={t("addresses")}
            description={t("addressesHint")}
            value={addresses}
            error={fault("addresses")}
            onChange={(event) => setAddresses(event.currentTarget.value)}
          />
        ) : (
          <TextInput
            required
            autoComplete="off"
            label={t("url")}
            description={t("urlHint")}
            value={url}
            error={fault("url")}
            onChange={(event) => setUrl(event.currentTarget.value)}
          />
        )}
        {kind === "WEBHOOK" ? (
          <TextInput
            type="password"
            required
            autoComplete="off"
            label={t("secret")}
            description={t("secretHint")}
            value={secret}
            error={fault("secret")}
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
        ) : null}
        <div className={form.formActions}>
          <Button variant="default" size="sm" onClick={onClose}>
            {ta("app.cancel")}
          </Button>
          <Button type="submit" size="sm" loading={add.isPending}>
            {t("add")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
