import type { ProcessView } from "@contract";
import { Button, Checkbox, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { beginBackfill, type NewBackfill, planBackfill } from "@/api/backfills";
import { keys } from "@/api/keys";
import { asProblem } from "@/api/problem";
import { Dialog } from "@/components/Dialog";
import { formatDay, today } from "@/components/format";
import { Notice } from "@/components/Notice";
import { ProblemNotice } from "@/components/ProblemNotice";
import { ParameterField } from "@/features/process/ParameterField";
import form from "@/features/process/Process.module.css";
import { readForm } from "@/features/process/parameters";
import { useRunParameters } from "@/features/process/useRunParameters";
import { StageChoice } from "@/features/stages/StageChoice";
import classes from "./Backfill.module.css";

const DAY = 86_400_000;

interface BackfillDialogProps {
  tenant: string;
  process: ProcessView;
  /** The default stage for undefined. */
  stage: string | undefined;
  onClose: () => void;
}

/** Asks for a span of dates, shows what would run, and begins it. */
export function BackfillDialog({ tenant, process, stage, onClose }: BackfillDialogProps) {
  const { t } = useTranslation();
  const { t: tb } = useTranslation("backfill");
  const queries = useQueryClient();
  const [wanted, setWanted] = useState<NewBackfill>(() => ({
    firstDate: today("UTC", Date.now() - 7 * DAY),
    lastDate: today("UTC", Date.now() - DAY),
    days: "EVERY_DAY",
    concurrency: 1,
    again: false,
    stage,
  }));
  const { parameters = [] } = useRunParameters(tenant, process.key, wanted.stage);
  const plan = useMutation({ mutationFn: (order: NewBackfill) => planBackfill(tenant, process.key, order) });
  const begin = useMutation({
    mutationFn: (order: NewBackfill) => beginBackfill(tenant, process.key, order),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: keys.backfills(tenant, process.key) });
      void queries.invalidateQueries({ queryKey: keys.runs(tenant) });
      onClose();
    },
  });
  const change = (part: Partial<NewBackfill>) => {
    plan.reset();
    begin.reset();
    setWanted((before) => ({ ...before, ...part }));
  };
  const failure = begin.error ?? plan.error;
  const problems = failure ? (asProblem(failure).problems ?? []) : [];
  const fault = (field: string) => problems.find((problem) => problem.pointer === `/${field}`)?.message;
  const count = plan.data?.dates.length ?? 0;
  return (
    <Dialog isOpen onClose={onClose} title={tb("dialog", { name: process.name })}>
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault();
          const order = { ...wanted, parameters: readForm(parameters, event.currentTarget) };
          if (plan.data) {
            begin.mutate(order);
          } else {
            plan.mutate(order);
          }
        }}
      >
        {failure ? <ProblemNotice error={failure} /> : null}
        <p className={form.lead}>{tb("lead")}</p>
        <div className={classes.pair}>
          <TextInput
            type="date"
            required
            label={tb("firstDate")}
            value={wanted.firstDate}
            onChange={(event) => change({ firstDate: event.currentTarget.value })}
            error={fault("firstDate")}
            data-autofocus
          />
          <TextInput
            type="date"
            required
            label={tb("lastDate")}
            value={wanted.lastDate}
            onChange={(event) => change({ lastDate: event.currentTarget.value })}
            error={fault("lastDate")}
          />
        </div>
        <StageChoice tenant={tenant} stage={wanted.stage} onStage={(chosen) => change({ stage: chosen })} />
        <NativeSelect
          label={tb("days")}
          value={wanted.days}
          onChange={(event) => change({ days: event.currentTarget.value === "SCHEDULED" ? "SCHEDULED" : "EVERY_DAY" })}
          data={[
            { value: "EVERY_DAY", label: tb("everyDay") },
            { value: "SCHEDULED", label: tb("scheduled") },
          ]}
        />
        <NumberInput
          label={tb("concurrency")}
          description={tb("concurrencyHint", { count: process.concurrency })}
          min={1}
          max={16}
          clampBehavior="strict"
          allowDecimal={false}
          value={wanted.concurrency ?? 1}
          onChange={(value) => change({ concurrency: typeof value === "number" ? value : 1 })}
        />
        {parameters.map((parameter) => (
          <ParameterField
            // Another stage has values of its own.
            key={`${wanted.stage ?? ""}/${parameter.key}`}
            parameter={parameter}
            error={fault(`parameters/${parameter.key}`)}
          />
        ))}
        <Checkbox
          label={tb("again")}
          checked={wanted.again ?? false}
          onChange={(event) => change({ again: event.currentTarget.checked })}
        />
        {plan.data ? (
          <Notice tone={count > 0 ? "idle" : "wait"} title={tb("plan", { count })}>
            {count > 0
              ? tb("planDates", {
                  first: formatDay(plan.data.dates[0] ?? ""),
                  last: formatDay(plan.data.dates.at(-1) ?? ""),
                })
              : tb("planNothing")}{" "}
            {plan.data.left.length > 0 ? tb("planSkipped", { count: plan.data.left.length }) : null}
          </Notice>
        ) : null}
        <div className={form.formActions}>
          <Button variant="default" size="sm" onClick={onClose}>
            {t("app.cancel")}
          </Button>
          <Button
            type="submit"
            size="sm"
            loading={plan.isPending || begin.isPending}
            disabled={plan.data && count === 0}
          >
            {plan.data ? tb("submit", { count }) : tb("preview")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
