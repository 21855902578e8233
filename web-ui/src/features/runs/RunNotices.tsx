import type { ComponentView, RunView } from "@contract";
import { useTranslation } from "react-i18next";
import { Notice } from "@/components/Notice";
import classes from "./Run.module.css";

/** Why the run waits, what keeps it from going on, and why it failed: in this order, before all numbers. */
export function RunNotices({ run }: { run: RunView }) {
  const { t } = useTranslation();
  const { waitingFor, trouble, state } = run;
  return (
    <div className={classes.notices}>
      {state === "WAITING" && waitingFor ? (
        <Notice tone="wait" role="status" title={`${t("run.waitingTitle")}: ${waitingFor.sentence}`}>
          <p>{waitingFor.remedy}</p>
        </Notice>
      ) : null}
      {trouble ? (
        <Notice tone={state === "FAILED" ? "bad" : "wait"} role="status" title={trouble.sentence}>
          <p>{trouble.remedy}</p>
        </Notice>
      ) : null}
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
  return component.trouble ? (
    <Notice tone="wait" role="status" title={`${component.label}: ${component.trouble.sentence}`}>
      <p>{component.trouble.remedy}</p>
    </Notice>
  ) : null;
}

/** A failure in business words: what happened, what to do, and whose it is. */
export function ComponentFailure({ component }: { component: ComponentView }) {
  const { t } = useTranslation();
  const { error, label } = component;
  if (!error) {
    return null;
  }
  return (
    <Notice tone="bad" title={`${label}: ${error.sentence}`}>
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
