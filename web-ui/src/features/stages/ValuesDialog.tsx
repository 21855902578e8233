import "@/i18n/stages";
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { asProblem } from "@/api/problem";
import { bindingsQuery, type ProcessStage, type StageBindings, setStageValues } from "@/api/stages";
import { Dialog } from "@/components/Dialog";
import { Loading } from "@/components/Loading";
import { ProblemNotice } from "@/components/ProblemNotice";
import type { Parameter } from "@/features/graph/definition";
import { ParameterField } from "@/features/process/ParameterField";
import form from "@/features/process/Process.module.css";
import { readForm } from "@/features/process/parameters";

interface ValuesDialogProps {
  tenant: string;
  process: { key: string; name: string };
  stage: ProcessStage;
  /** The version whose parameters are shown. */
  version: number;
  onClose: () => void;
}

/** The values that a stage has for a process's parameters. */
export function ValuesDialog({ tenant, process, stage, version, onClose }: ValuesDialogProps) {
  const { t: ts } = useTranslation("stages");
  const { data, error, refetch } = useQuery(bindingsQuery(tenant, process.key, version, stage.stage));
  return (
    <Dialog isOpen onClose={onClose} title={ts("valuesTitle", { process: process.name, stage: stage.name })}>
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={3} height={36} /> : null}
      {data ? (
        <Values tenant={tenant} process={process} stage={stage} version={version} bindings={data} onClose={onClose} />
      ) : null}
    </Dialog>
  );
}

/** A field holds the stage's own value only: what is empty has none. */
function field({ key, label, type, value, source }: StageBindings["parameters"][number]): Parameter {
  return {
    key,
    label: label ?? key,
    type: type as Parameter["type"],
    required: false,
    ...(source === "STAGE" ? { default: value as Parameter["default"] } : {}),
  };
}

function Values({
  tenant,
  process,
  stage,
  version,
  bindings,
  onClose,
}: ValuesDialogProps & { bindings: StageBindings }) {
  const { t } = useTranslation();
  const { t: ts } = useTranslation("stages");
  const queries = useQueryClient();
  const fields = bindings.parameters.map(field);
  const save = useMutation({
    mutationFn: (values: Record<string, unknown>) => setStageValues(tenant, process.key, stage.stage, version, values),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: keys.publications(tenant, process.key) });
      onClose();
    },
  });
  const problems = save.error ? (asProblem(save.error).problems ?? []) : [];
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        const given = readForm(fields, event.currentTarget);
        save.mutate(Object.fromEntries(fields.map(({ key }) => [key, given[key] ?? null])));
      }}
    >
      {save.error ? <ProblemNotice error={save.error} /> : null}
      <p className={form.lead}>{ts(fields.length === 0 ? "valuesNone" : "valuesHint")}</p>
      {fields.map((parameter) => (
        <ParameterField
          key={parameter.key}
          parameter={parameter}
          error={problems.find((problem) => problem.pointer === `/values/${parameter.key}`)?.message}
        />
      ))}
      <div className={form.formActions}>
        <Button variant="default" size="sm" onClick={onClose}>
          {t("app.cancel")}
        </Button>
        <Button type="submit" size="sm" loading={save.isPending} disabled={fields.length === 0}>
          {ts("valuesSave")}
        </Button>
      </div>
    </form>
  );
}
