import "@/i18n/runPage";
import type { ComponentView, RunView } from "@contract";
import { useTranslation } from "react-i18next";
import { Notice } from "@/components/Notice";
import { runTone } from "@/components/status";
import { TroubleNotice } from "@/components/TroubleNotice";
import classes from "./Run.module.css";

/** Why the run waits, what keeps it from going on, and why it failed: in this order, before all numbers. */
export function RunNotices({ run }: { run: RunView }) {
  const { t } = useTranslation();
  const { waitingFor, trouble, state } = run;
  return (
    <div className={classes.notices}>
      {state === "WAITING" && waitingFor ? (
        <TroubleNotice tone="wait" trouble={waitingFor} about={t("run.waitingTitle")} />
      ) : null}
      {trouble ? <TroubleNotice tone={runTone[state] === "bad" ? "bad" : "wait"} trouble={trouble} /> : null}
      {run.stopRequestedBy !== null && run.stopRequestedAt !== null && state === "STOPPING" ? (
        <Notice tone="wait" role="status" title={t("run.stopRequested", { name: run.stopRequestedBy })}>
          <p>{t("run.stopBody")}</p>
        </Notice>
      ) : null}
      {run.components.map((component) => (
        <ComponentNotice key={component.key} component={component} />
      ))}
    </div>
  );
}

function ComponentNotice({ component }: { component: ComponentView }) {
  // What was skipped because of something before it is not a failure of its own.
  if (component.error && component.state === "FAILED") {
    return <ComponentFailure component={component} />;
  }
  return component.trouble ? <TroubleNotice tone="wait" trouble={component.trouble} about={component.label} /> : null;
}

/** A failure in business words: what happened, what to do, and whose it is. */
export function ComponentFailure({ component }: { component: ComponentView }) {
  const { error, label } = component;
  if (!error) {
    return null;
  }
  return <ErrorNotice title={`${label}: ${error.sentence}`} error={error} />;
}

/** Why a component failed, under a title of the caller's. */
export function ErrorNotice({ title, error }: { title: string; error: NonNullable<ComponentView["error"]> }) {
  const { t } = useTranslation();
  return (
    <Notice tone="bad" title={title}>
      <p>{error.remedy}</p>
      <p className={classes.owner}>
        {t(`problem.owner.${ownerOf(error.owner)}`)} · <code>{error.code}</code>
      </p>
    </Notice>
  );
}

const owners = ["author", "engineer", "tenant-admin", "platform"] as const;

function ownerOf(owner: string): (typeof owners)[number] {
  return owners.find((candidate) => candidate === owner) ?? "engineer";
}
