import "@/i18n/runPage";
import type { NewRerun, RunView } from "@contract";
import { Button, NativeSelect, Radio } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconRepeat } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { rerun } from "@/api/runs";
import { processStagesQuery } from "@/api/stages";
import { Dialog } from "@/components/Dialog";
import { ProblemNotice } from "@/components/ProblemNotice";
import { isOver } from "@/components/status";
import form from "@/features/process/Process.module.css";
import { covers, useRole } from "@/features/session/useSession";

type Scope = NonNullable<NewRerun["scope"]>;

/** Repeats a run that has ended: what failed, from a component on, or whole. */
export function RerunButton({ tenant, run }: { tenant: string; run: RunView }) {
  const { t } = useTranslation();
  const mayRun = covers(useRole(tenant), "author");
  const [isOpen, { open, close }] = useDisclosure(false);
  if (!mayRun || !isOver(run.state) || run.state === "STOP_INCOMPLETE") {
    return null;
  }
  return (
    <>
      <Button
        variant={run.state === "SUCCEEDED" ? "default" : "filled"}
        size="sm"
        leftSection={<IconRepeat size={16} aria-hidden />}
        onClick={open}
      >
        {t("rerun.action")}
      </Button>
      {isOpen ? <RerunDialog tenant={tenant} run={run} onClose={close} /> : null}
    </>
  );
}

function RerunDialog({ tenant, run, onClose }: { tenant: string; run: RunView; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const stages = useQuery(processStagesQuery(tenant, run.process)).data;
  const published = stages?.find(({ stage }) => stage === run.stage)?.live?.version;
  const isGood = run.state === "SUCCEEDED";
  const hasComponents = run.components.length > 0;
  const [scope, setScope] = useState<Scope>(isGood || !hasComponents ? "WHOLE" : "FAILED");
  const failed = run.components.find((component) => component.state === "FAILED");
  const [component, setComponent] = useState(failed?.key ?? run.components[0]?.key ?? "");
  const [version, setVersion] = useState<NonNullable<NewRerun["version"]>>("CURRENT");
  const again = useMutation({
    mutationFn: () => rerun(tenant, run.id, { scope, version, ...(scope === "FROM" ? { component } : {}) }),
    onSuccess: async (repetition) => {
      queries.setQueryData(keys.run(tenant, repetition.id), repetition);
      void queries.invalidateQueries({ queryKey: keys.runs(tenant) });
      void queries.invalidateQueries({ queryKey: keys.run(tenant, run.id), exact: true });
      onClose();
      await navigate({ to: "/t/$tenant/runs/$run", params: { tenant, run: repetition.id } });
    },
  });
  const choices = (["FAILED", "FROM", "WHOLE"] as const).filter(
    (choice) => choice === "WHOLE" || (hasComponents && !(choice === "FAILED" && isGood)),
  );
  return (
    <Dialog isOpen onClose={onClose} title={t("rerun.title")}>
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault();
          again.mutate();
        }}
      >
        {again.error ? <ProblemNotice error={again.error} /> : null}
        <p className={form.lead}>{t("rerun.lead")}</p>
        <Radio.Group
          label={t("rerun.scope")}
          value={scope}
          onChange={(value) => setScope(choices.find((choice) => choice === value) ?? "WHOLE")}
        >
          {choices.map((choice) => (
            <Radio
              key={choice}
              value={choice}
              mt={8}
              label={t(`rerun.scopes.${choice}`)}
              description={t(`rerun.scopeHints.${choice}`)}
              data-autofocus={choice === scope || undefined}
            />
          ))}
        </Radio.Group>
        {scope === "FROM" ? (
          <NativeSelect
            label={t("rerun.component")}
            value={component}
            onChange={(event) => setComponent(event.currentTarget.value)}
            data={run.components.map(({ key, label }) => ({ value: key, label }))}
          />
        ) : null}
        <NativeSelect
          label={t("rerun.version")}
          description={t("rerun.versionHint")}
          value={version}
          onChange={(event) => setVersion(event.currentTarget.value === "SAME" ? "SAME" : "CURRENT")}
          data={[
            { value: "CURRENT", label: published ? t("rerun.currentOf", { n: published }) : t("rerun.current") },
            ...(run.version === null ? [] : [{ value: "SAME", label: t("rerun.same", { n: run.version }) }]),
          ]}
        />
        <div className={form.formActions}>
          <Button variant="default" size="sm" onClick={onClose}>
            {t("app.cancel")}
          </Button>
          <Button type="submit" size="sm" loading={again.isPending}>
            {t("rerun.submit")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
