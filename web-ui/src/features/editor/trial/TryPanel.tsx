import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { tenantSettingsQuery } from "@/api/trials";
import { Duration } from "@/components/Duration";
import { today } from "@/components/format";
import { Notice } from "@/components/Notice";
import { ProblemNotice } from "@/components/ProblemNotice";
import { TroubleNotice } from "@/components/TroubleNotice";
import { useNow } from "@/components/useNow";
import { readDefinition } from "@/features/graph/definition";
import { ParameterField } from "@/features/process/ParameterField";
import { readForm } from "@/features/process/parameters";
import { ErrorNotice } from "@/features/runs/RunNotices";
import { useDraft, useEditor } from "../EditorStore";
import { inputsOf } from "../model/connections";
import type { DraftComponent } from "../model/draft";
import { phaseOf, type Try } from "../model/trial";
import { SampleView } from "./SampleView";
import classes from "./Try.module.css";
import { useTry } from "./useTry";

const amounts = ["5", "20", "50", "100"] as const;

/** Where a component is tried on a few rows, and what came out. */
export default function TryPanel({ component }: { component: DraftComponent }) {
  const { t } = useTranslation();
  const { tenant } = useEditor();
  const { data: settings } = useQuery(tenantSettingsQuery(tenant));
  if (settings?.samplesAllowed === false) {
    return <Notice tone="idle" title={t("try.off")} />;
  }
  if (component.disabled) {
    return <Notice tone="idle" title={t("try.disabled")} />;
  }
  return <Trying component={component} />;
}

function Trying({ component }: { component: DraftComponent }) {
  const { t } = useTranslation();
  const draft = useDraft();
  const { attempt, trial, lost, start, cancel } = useTry(component.key);
  const now = useNow(attempt && !attempt.sample ? 1000 : null);
  const phase = attempt ? phaseOf(attempt, trial, now) : null;
  const isUnderWay = phase !== null && phase !== "over" && phase !== "cancelled";
  return (
    <div className={classes.panel} data-testid="try" data-phase={phase ?? undefined}>
      <p className={classes.intro}>{t("try.intro")}</p>
      <Order component={component} isBusy={isUnderWay} last={attempt} onStart={start} />
      {isUnderWay ? (
        <div className={classes.progress}>
          <span className={classes.pulse} aria-hidden />
          <span role="status">{trial?.cancelling ? t("try.cancelling") : t(`try.state.${phase}`)}</span>
          {trial ? <Duration from={trial.requestedAt} to={null} /> : null}
          <span className={classes.space} />
          {trial && phase !== "fetching" ? (
            <Button variant="default" disabled={trial.cancelling} onClick={() => void cancel()}>
              {t("try.cancel")}
            </Button>
          ) : null}
        </div>
      ) : null}
      {isUnderWay && trial?.trouble ? <TroubleNotice tone="wait" trouble={trial.trouble} /> : null}
      {isUnderWay && lost ? <ProblemNotice error={lost} /> : null}
      {phase === "cancelled" ? <Notice tone="idle" role="status" title={t("try.state.cancelled")} /> : null}
      {attempt?.error ? <ProblemNotice title={t("try.failed")} error={attempt.error} /> : null}
      {phase === "over" && attempt && !attempt.sample && !attempt.error && trial?.error ? (
        <ErrorNotice title={trial.error.sentence} error={trial.error} />
      ) : null}
      {attempt?.sample ? (
        <>
          {attempt.draft === draft ? null : <p className={classes.hint}>{t("try.isChanged")}</p>}
          <SampleView sample={attempt.sample} draft={attempt.draft} />
        </>
      ) : null}
    </div>
  );
}

interface OrderProps {
  component: DraftComponent;
  isBusy: boolean;
  last: Try | undefined;
  onStart: ReturnType<typeof useTry>["start"];
}

/** How many rows, for which day, with which values; and what is to run. */
function Order({ component, isBusy, last, onStart }: OrderProps) {
  const { t } = useTranslation();
  const draft = useDraft();
  const [day] = useState(() => today("UTC", Date.now()));
  const parameters = useMemo(() => readDefinition(draft).parameters, [draft]);
  // What has no input is the beginning of all that leads to it.
  const hasInputs = inputsOf(draft, component.key).length > 0;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const { submitter } = event.nativeEvent as SubmitEvent;
    void onStart({
      scope: submitter instanceof HTMLButtonElement && submitter.value === "ONE" ? "ONE" : "UP_TO",
      rows: Number(form.get("rows")),
      businessDate: String(form.get("businessDate") ?? ""),
      parameters: readForm(parameters, event.currentTarget),
    });
  }
  return (
    <form onSubmit={submit} className={classes.order}>
      <div className={classes.pair}>
        <NativeSelect name="rows" label={t("try.rows")} data={[...amounts]} defaultValue={String(last?.rows ?? 20)} />
        <TextInput type="date" name="businessDate" label={t("try.date")} defaultValue={day} />
      </div>
      {parameters.map((parameter) => (
        <ParameterField key={parameter.key} parameter={parameter} error={undefined} />
      ))}
      <div className={classes.actions}>
        <Button type="submit" value="UP_TO" disabled={isBusy} title={hasInputs ? t("try.upToHint") : undefined}>
          {hasInputs ? t("try.upTo") : t("try.this")}
        </Button>
        {hasInputs ? (
          <Button type="submit" value="ONE" variant="default" disabled={isBusy} title={t("try.oneHint")}>
            {t("try.one")}
          </Button>
        ) : null}
      </div>
      <p className={classes.hint}>{hasInputs ? t("try.scopeHint") : t("try.sourceHint")}</p>
    </form>
  );
}
