import "@/i18n/editor";
import { Button, Radio, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { createProcess } from "@/api/processes";
import { Dialog } from "@/components/Dialog";
import { ProblemNotice } from "@/components/ProblemNotice";
import { processKeyFor } from "@/features/editor/model/keys";
import classes from "./CreateDialog.module.css";
import { definitionOf, type TemplateId, templates } from "./templates";

const BLANK = "blank";

/** Makes a process, blank or from a template, and opens it on the canvas. */
export function CreateDialog({ tenant, onClose }: { tenant: string; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [ownKey, setOwnKey] = useState<string | null>(null);
  const [template, setTemplate] = useState<TemplateId | null>(null);
  const key = ownKey || (name.trim() === "" ? "" : processKeyFor(name));
  const isKeyBad = key !== "" && !/^[a-z][a-z0-9-]{0,62}$/.test(key);
  const create = useMutation({
    mutationFn: async () => createProcess(tenant, await definitionOf(template, key, name.trim())),
    onSuccess: async (made) => {
      void queries.invalidateQueries({ queryKey: keys.processes(tenant) });
      await navigate({ to: "/t/$tenant/processes/$process/edit", params: { tenant, process: made.key } });
      onClose();
    },
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (name.trim() !== "" && !isKeyBad) {
      create.mutate();
    }
  }
  return (
    <Dialog isOpen onClose={onClose} title={t("create.title")}>
      <form onSubmit={submit} className={classes.form}>
        {create.error ? <ProblemNotice error={create.error} /> : null}
        <TextInput
          label={t("create.name")}
          value={name}
          maxLength={200}
          required
          withAsterisk={false}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t("create.key")}
          description={t("create.keyHint")}
          value={key}
          maxLength={63}
          error={isKeyBad ? t("create.keyBad") : undefined}
          onChange={(event) => setOwnKey(event.currentTarget.value)}
        />
        <Radio.Group
          label={t("create.begin")}
          value={template ?? BLANK}
          onChange={(chosen) => setTemplate(templates.find(({ id }) => id === chosen)?.id ?? null)}
        >
          <div className={classes.choices}>
            <Radio value={BLANK} label={t("create.blank")} description={t("create.blankHint")} />
            {templates.map(({ id, components }) => (
              <Radio
                key={id}
                value={id}
                label={t(`create.template.${id}.title`)}
                description={`${t(`create.template.${id}.summary`)} ${t("create.parts", { count: components })}`}
              />
            ))}
          </div>
        </Radio.Group>
        <div className={classes.actions}>
          <Button variant="default" size="sm" onClick={onClose}>
            {t("app.cancel")}
          </Button>
          <Button type="submit" size="sm" loading={create.isPending} disabled={name.trim() === "" || isKeyBad}>
            {t("create.submit")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
