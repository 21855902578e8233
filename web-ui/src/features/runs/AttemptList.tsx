import "@/i18n/runPage";
import type { ComponentView } from "@contract";
import { IconRotateClockwise } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { CopyId } from "@/components/CopyId";
import { Duration } from "@/components/Duration";
import { EmptyState } from "@/components/EmptyState";
import { ExactMoment } from "@/components/Moment";
import { AttemptStatus } from "@/components/Status";
import facts from "@/features/process/Process.module.css";
import classes from "./Panel.module.css";

/** Every attempt at a component: each is one step on the tenant's cluster. */
export function AttemptList({ component }: { component: ComponentView }) {
  const { t } = useTranslation();
  if (component.attempts.length === 0) {
    return <EmptyState icon={IconRotateClockwise} title={t("panel.noAttempts")} hint={t("log.neverRan")} />;
  }
  return (
    <ol className={classes.attempts} reversed>
      {component.attempts.toReversed().map((attempt) => (
        <li key={attempt.key} className={classes.attempt}>
          <div className={classes.attemptHead}>
            {t("run.attempt", { n: attempt.number })} <AttemptStatus state={attempt.state} />
          </div>
          <dl className={facts.facts}>
            <dt>{t("run.step")}</dt>
            <dd>{attempt.stepId === null ? t("time.none") : <CopyId value={attempt.stepId} what={t("run.step")} />}</dd>
            <dt>{t("panel.cluster")}</dt>
            <dd>
              <CopyId value={attempt.clusterId} what={t("panel.cluster")} />
            </dd>
            <dt>{t("panel.submitted")}</dt>
            <dd>
              <ExactMoment at={attempt.submittedAt} />
            </dd>
            <dt>{t("run.started")}</dt>
            <dd>
              <ExactMoment at={attempt.startedAt} />
            </dd>
            <dt>{t("run.ended")}</dt>
            <dd>
              <ExactMoment at={attempt.endedAt} />
            </dd>
            <dt>{t("run.duration")}</dt>
            <dd>
              <Duration from={attempt.startedAt} to={attempt.endedAt} />
            </dd>
          </dl>
        </li>
      ))}
    </ol>
  );
}
