import type { PublicationView } from "@contract";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ExactMoment } from "@/components/Moment";
import classes from "./PublishSteps.module.css";
import { toSteps } from "./steps";

/** The way of a publication: Rendered → Uploaded → Ready → Live. */
export function PublishSteps({ publication }: { publication: PublicationView }) {
  const { t } = useTranslation();
  return (
    <ol className={classes.steps} aria-label={t("publication.steps", { n: publication.number })}>
      {toSteps(publication).map((step) => (
        <li key={step.name} className={classes.step} data-phase={step.phase} data-testid={`step-${step.name}`}>
          <span className={classes.mark} aria-hidden>
            {step.phase === "done" ? <IconCheck size={12} stroke={3} /> : null}
            {step.phase === "failed" ? <IconX size={12} stroke={3} /> : null}
          </span>
          <span className={classes.name}>
            {t(`publication.step.${step.name}`)}
            <span className={classes.phase}>{t(`publication.${step.phase}`)}</span>
          </span>
          <span className={classes.hint}>
            {step.at === null ? t(`publication.stepHint.${step.name}`) : <ExactMoment at={step.at} />}
          </span>
        </li>
      ))}
    </ol>
  );
}
