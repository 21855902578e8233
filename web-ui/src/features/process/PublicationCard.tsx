import type { PublicationView } from "@contract";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { processStagesQuery } from "@/api/stages";
import { Card } from "@/components/Card";
import { Loading } from "@/components/Loading";
import { ProblemNotice } from "@/components/ProblemNotice";
import { PublicationStatus } from "@/components/Status";
import { isOnItsWay } from "@/components/status";
import { TroubleNotice } from "@/components/TroubleNotice";
import { useDefaultStageName } from "@/features/stages/useStages";
import classes from "./Process.module.css";
import { PublishSteps } from "./PublishSteps";
import { usePublications } from "./usePublications";

export function PublicationCard({ tenant, process }: { tenant: string; process: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = usePublications(tenant, process);
  const newest = data?.[0];
  return (
    <Card
      title={t("publication.title")}
      aside={
        newest ? (
          <>
            <span>
              {t("publication.number", { n: newest.number, version: newest.version })}{" "}
              {t("publication.requested", { name: newest.requestedBy })}
            </span>
            <PublicationStatus state={newest.state} />
          </>
        ) : null
      }
    >
      {newest ? <Newest publication={newest} live={data.find((each) => each.state === "LIVE")} /> : null}
      {!newest && data ? <Nothing tenant={tenant} process={process} /> : null}
      {!data && error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={4} /> : null}
    </Card>
  );
}

/** Where it is live all the same, if the tenant has several stages. */
function Nothing({ tenant, process }: { tenant: string; process: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(processStagesQuery(tenant, process));
  const stage = useDefaultStageName(tenant);
  const stages = (data ?? []).flatMap(({ name, live }) =>
    live ? [t("publication.liveVersion", { stage: name, version: live.version })] : [],
  );
  return (
    <p className={classes.lead}>
      <strong>{stage === undefined ? t("publication.none") : t("publication.noneOn", { stage })}.</strong>{" "}
      {stages.length > 0 ? `${t("publication.liveOn", { stages: stages.join(", ") })} ` : null}
      {t("publication.noneHint")}
    </p>
  );
}

function Newest({ publication, live }: { publication: PublicationView; live: PublicationView | undefined }) {
  const { t } = useTranslation();
  const { number, trouble, state } = publication;
  return (
    <div className={classes.stack}>
      <PublishSteps publication={publication} />
      {trouble ? <TroubleNotice tone={state === "IMPORT_ERROR" ? "bad" : "wait"} trouble={trouble} /> : null}
      {live && live.number !== number && (isOnItsWay(state) || state === "IMPORT_ERROR") ? (
        <p className={classes.lead}>{t("publication.liveIs", { n: live.number, version: live.version })}</p>
      ) : null}
    </div>
  );
}
