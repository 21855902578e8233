import "./texts";
import type { ProcessView } from "@contract";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { type ArrivalsView, arrivalsQuery, type IgnoredView } from "@/api/arrivals";
import { Card } from "@/components/Card";
import { Loading } from "@/components/Loading";
import { Moment } from "@/components/Moment";
import { Notice } from "@/components/Notice";
import { ProblemNotice } from "@/components/ProblemNotice";
import { usePolling } from "@/features/live/connection";
import page from "@/features/process/Process.module.css";
import { covers, useRole } from "@/features/session/useSession";
import classes from "./Arrivals.module.css";
import { WatchItem } from "./WatchItem";

const AddWatch = lazy(() => import("./AddWatch"));

/** Which files this process starts for, and what became of the last ones. */
export function ArrivalCard({ tenant, process }: { tenant: string; process: ProcessView }) {
  const { t } = useTranslation("arrivals");
  const refetchInterval = usePolling(true);
  const { data, error, refetch } = useQuery({ ...arrivalsQuery(tenant, process.key), refetchInterval });
  const mayEdit = covers(useRole(tenant), "engineer") && process.archivedAt === null;
  const [isAdding, { open, close }] = useDisclosure(false);
  return (
    <Card title={t("title")}>
      <div className={page.stack}>
        {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Loading rows={1} /> : null}
        {data ? <p className={page.lead}>{t(data.watches.length > 0 ? "hint" : "none")}</p> : null}
        {data ? <Queue arrivals={data} /> : null}
        {data?.watches.map((watch) => (
          <WatchItem
            key={watch.id}
            tenant={tenant}
            process={process.key}
            watch={watch}
            mayEdit={mayEdit}
            showsStage={data.queues.length > 1}
          />
        ))}
        {data && mayEdit && !isAdding ? (
          <div className={page.rowActions}>
            <Button variant="default" onClick={open}>
              {t("addTitle")}
            </Button>
          </div>
        ) : null}
        {data && !mayEdit && data.watches.length === 0 ? <p className={page.lead}>{t("needsEngineer")}</p> : null}
        {isAdding ? (
          <Suspense fallback={<Loading rows={3} />}>
            <AddWatch tenant={tenant} process={process.key} onClose={close} />
          </Suspense>
        ) : null}
        {data && data.watches.length > 0 ? <Ignored ignored={data.ignored} /> : null}
      </div>
    </Card>
  );
}

/** What keeps files from being seen; nothing when all is well. */
function Queue({ arrivals }: { arrivals: ArrivalsView }) {
  const { t } = useTranslation("arrivals");
  const watched = new Set(arrivals.watches.map((watch) => watch.stage));
  const concerned = arrivals.queues.filter((queue) => watched.size === 0 || watched.has(queue.stage));
  const trouble = concerned.find((queue) => queue.trouble !== null)?.trouble;
  if (concerned.some((queue) => queue.registered)) {
    return trouble ? (
      <Notice tone="bad" title={t("trouble")}>
        <p>{trouble}</p>
      </Notice>
    ) : null;
  }
  return (
    <Notice tone="wait" title={t("noQueue")}>
      <p>{t("noQueueHint")}</p>
    </Notice>
  );
}

function Ignored({ ignored }: { ignored: IgnoredView[] }) {
  const { t } = useTranslation("arrivals");
  if (ignored.length === 0) {
    return null;
  }
  return (
    <details>
      <summary className={classes.summary}>{t("ignored")}</summary>
      <p className={page.lead}>{t("ignoredHint")}</p>
      <ul className={classes.list}>
        {ignored.map((each, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same may be told twice at the same time
          <li key={`${each.at} ${place}`}>
            {each.name === "" ? null : <bdi>{each.name}</bdi>} <span className={classes.dim}>{each.sentence}</span>{" "}
            <Moment at={each.at} />
          </li>
        ))}
      </ul>
    </details>
  );
}
