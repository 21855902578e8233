import "@/i18n/runPage";
import type { ProcessView } from "@contract";
import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { asProblem } from "@/api/problem";
import { requestRun } from "@/api/runs";
import { Dialog } from "@/components/Dialog";
import { formatDay, today } from "@/components/format";
import { Loading } from "@/components/Loading";
import { ProblemNotice } from "@/components/ProblemNotice";
import type { Parameter } from "@/features/graph/definition";
import { useStages } from "@/features/stages/useStages";
import { ParameterField } from "./ParameterField";
import classes from "./Process.module.css";
import { readForm } from "./parameters";
import { useRunParameters } from "./useRunParameters";

interface RunDialogProps {
  tenant: string;
  process: ProcessView;
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
  const { tenant, stage } = others;
  // With a single stage nothing of stages is said.
  const place = useStages(tenant).find((each) => (stage === undefined ? each.byDefault : each.key === stage));
  const title = place
    ? t("run.startTitleOn", { name: process.name, stage: place.name })
    : t("run.startTitle", { name: process.name });
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title}>
      <Fetched onClose={onClose} process={process} {...others} />
    </Dialog>
  );
}

function Fetched(props: Omit<RunDialogProps, "isOpen">) {
  const { parameters, error, again } = useRunParameters(props.tenant, props.process.key, props.stage);
  if (parameters) {
    return <Order parameters={parameters} {...props} />;
  }
  return error ? <ProblemNotice error={error} onRetry={again} /> : <Loading rows={3} height={36} />;
}

type OrderProps = Omit<RunDialogProps, "isOpen"> & { parameters: readonly Parameter[] };

function Order({ tenant, process, parameters, stage, onClose, onStarted }: OrderProps) {
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
    start.mutate({
      ...(date === "" ? {} : { businessDate: date }),
      ...(stage === undefined ? {} : { stage }),
      parameters: readForm(parameters, event.currentTarget),
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
      {parameters.map((parameter) => (
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
