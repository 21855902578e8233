import "@/i18n/runPage";
import type { ProcessView } from "@contract";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { asProblem } from "@/api/problem";
import { versionQuery } from "@/api/processes";
import { requestRun } from "@/api/runs";
import { Dialog } from "@/components/Dialog";
import { formatDay, today } from "@/components/format";
import { Loading } from "@/components/Loading";
import { ProblemNotice } from "@/components/ProblemNotice";
import { type Parameter, type ProcessDefinition, readDefinition } from "@/features/graph/definition";
import classes from "./Process.module.css";
import { readValues } from "./parameters";

interface RunDialogProps {
  tenant: string;
  process: ProcessView;
  /** The published version that the run starts on; the draft may ask for other parameters. */
  version: number | undefined;
  /** Key of the stage to run on; the default one when left out. */
  stage?: string;
  isOpen: boolean;
  onClose: () => void;
  /** What to do with the started run instead of going to its page. */
  onStarted?: (run: string) => void;
}

/** Asks what a run needs to know, starts it and goes to it. */
export function RunDialog({ isOpen, onClose, process, ...others }: RunDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("run.startTitle", { name: process.name })}>
      <Fetched onClose={onClose} process={process} {...others} />
    </Dialog>
  );
}

function Fetched({ version = 0, ...others }: Omit<RunDialogProps, "isOpen">) {
  const { data, error, refetch } = useQuery(versionQuery(others.tenant, others.process.key, version));
  const definition = useMemo(() => (data ? readDefinition(data.definition) : null), [data]);
  if (definition) {
    return <Order definition={definition} {...others} />;
  }
  return error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Loading rows={3} height={36} />;
}

type OrderProps = Omit<RunDialogProps, "isOpen" | "version"> & { definition: ProcessDefinition };

function Order({ tenant, process, definition, stage, onClose, onStarted }: OrderProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [date, setDate] = useState(() => today("UTC", Date.now()));
  const start = useMutation({
    mutationFn: (order: Parameters<typeof requestRun>[2]) => requestRun(tenant, process.key, order),
    onSuccess: async (run) => {
      queries.setQueryData(keys.run(tenant, run.id), run);
      void queries.invalidateQueries({ queryKey: keys.runs(tenant) });
      if (onStarted) {
        onStarted(run.id);
      } else {
        await navigate({ to: "/t/$tenant/runs/$run", params: { tenant, run: run.id } });
      }
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const texts = new Map(definition.parameters.map(({ key }) => [key, String(form.get(`param.${key}`) ?? "")]));
    start.mutate({
      ...(date === "" ? {} : { businessDate: date }),
      ...(stage === undefined ? {} : { stage }),
      parameters: readValues(definition.parameters, texts),
    });
  }

  const problems = start.error ? (asProblem(start.error).problems ?? []) : [];
  return (
    <form onSubmit={submit} className={classes.form}>
      {start.error ? <ProblemNotice error={start.error} /> : null}
      <TextInput
        type="date"
        name="businessDate"
        label={t("run.businessDate")}
        description={t("run.businessDateHint")}
        // The browser writes dates its own way, so that 01/02 may be either; here is which it is.
        rightSection={date === "" ? null : <span className={classes.day}>{formatDay(date)}</span>}
        rightSectionWidth={112}
        rightSectionPointerEvents="none"
        value={date}
        onChange={(event) => setDate(event.currentTarget.value)}
        data-autofocus
      />
      {definition.parameters.map((parameter) => (
        <ParameterField
          key={parameter.key}
          parameter={parameter}
          error={problems.find((problem) => problem.pointer === `/parameters/${parameter.key}`)?.message}
        />
      ))}
      <div className={classes.formActions}>
        <Button variant="default" size="sm" onClick={onClose}>
          {t("app.cancel")}
        </Button>
        <Button type="submit" size="sm" loading={start.isPending}>
          {t("run.startSubmit")}
        </Button>
      </div>
    </form>
  );
}

/** A field for the value of a parameter, named `param.<key>` in its form. */
export function ParameterField({ parameter, error }: { parameter: Parameter; error: string | undefined }) {
  const { t } = useTranslation();
  const common = {
    name: `param.${parameter.key}`,
    label: parameter.label,
    required: parameter.required && parameter.default === undefined,
    defaultValue: parameter.default === undefined ? "" : String(parameter.default),
    error,
  };
  switch (parameter.type) {
    case "boolean":
      return (
        <NativeSelect
          {...common}
          data={[
            { value: "", label: t("run.useDefault") },
            { value: "true", label: t("run.yes") },
            { value: "false", label: t("run.no") },
          ]}
        />
      );
    case "integer":
      return <TextInput {...common} type="number" step={1} />;
    case "number":
      return <TextInput {...common} type="number" step="any" />;
    case "date":
      return <TextInput {...common} type="date" />;
    case "string":
      return <TextInput {...common} />;
  }
}
