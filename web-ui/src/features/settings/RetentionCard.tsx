import "@/i18n/settings";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { type RetentionView, retentionQuery } from "@/api/settings";
import { Card } from "@/components/Card";
import facts from "@/components/Facts.module.css";
import { formatCount } from "@/components/format";
import { Loading } from "@/components/Loading";
import { Moment } from "@/components/Moment";
import { ProblemNotice } from "@/components/ProblemNotice";
import { TroubleNotice } from "@/components/TroubleNotice";
import classes from "./Settings.module.css";
import { useDueText } from "./useDueText";

const RetentionDialog = lazy(() => import("./RetentionDialog"));

/** How long ended runs are kept, what is about to go, and what keeps it from going. */
export function RetentionCard({ tenant, mayEdit }: { tenant: string; mayEdit: boolean }) {
  const { t } = useTranslation("settings");
  const { data, error, refetch } = useQuery(retentionQuery(tenant));
  const [isOpen, setOpen] = useState(false);
  return (
    <Card
      title={t("retention.title")}
      aside={
        mayEdit && data ? (
          <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
            {t("retention.change")}
          </Button>
        ) : null
      }
    >
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={3} /> : null}
      {data ? <Facts retention={data} /> : null}
      {isOpen && data ? (
        <Suspense>
          <RetentionDialog tenant={tenant} days={data.days} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </Card>
  );
}

function Facts({ retention }: { retention: RetentionView }) {
  const { t } = useTranslation("settings");
  const dueText = useDueText();
  const { days, changedBy, changedAt, due, removed, troubles } = retention;
  return (
    <>
      <p className={classes.lead}>{t("retention.lead")}</p>
      <dl className={facts.facts}>
        <dt>{t("retention.keep")}</dt>
        <dd>{days === null ? t("retention.forEver") : t("retention.days", { days: formatCount(days) })}</dd>
        {changedBy === null ? null : (
          <>
            <dt>{t("retention.changed")}</dt>
            <dd>
              <Moment at={changedAt} /> {t("retention.changedBy", { by: changedBy })}
            </dd>
          </>
        )}
        {due === null ? null : (
          <>
            <dt>{t("retention.due")}</dt>
            <dd>{due.runs === 0 ? t("retention.dueNone") : t("retention.dueRuns", dueText(due))}</dd>
          </>
        )}
        {removed === 0 ? null : (
          <>
            <dt>{t("retention.removed")}</dt>
            <dd>{t("retention.removedRuns", { count: removed, shown: formatCount(removed) })}</dd>
          </>
        )}
      </dl>
      {troubles.length === 0 ? null : (
        <div className={classes.troubles}>
          {troubles.map(({ stage, stageName, trouble, triedAt }) => (
            <div key={stage}>
              <TroubleNotice trouble={trouble} tone="bad" about={t("retention.trouble", { stage: stageName })} />
              <p className={`${classes.tried} ${classes.dim}`}>
                {t("retention.tried")} <Moment at={triedAt} />
              </p>
            </div>
          ))}
        </div>
      )}
    </>
  );
}
