import "@/i18n/stages";
import { Button } from "@mantine/core";
import { IconCircleCheck, IconStack2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LocationView } from "@/api/locations";
import { requestsQuery, type StageAnswer, stagesQuery } from "@/api/stages";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { PageHeader } from "@/components/PageHeader";
import { ProblemNotice } from "@/components/ProblemNotice";
import { usePolling } from "@/features/live/connection";
import { covers, useRole } from "@/features/session/useSession";
import { PageProblem } from "@/features/shell/PageProblem";
import { RequestBox } from "./RequestBox";
import { StageCard } from "./StageCard";
import { AddStage, EditStage, RemoveStage } from "./StageDialogs";
import classes from "./Stages.module.css";
import { stageName } from "./useStages";

const LocationDialog = lazy(() => import("./LocationDialog"));
const RemoveLocation = lazy(() => import("./RemoveLocation"));

type Opened =
  | { what: "add" }
  | { what: "edit" | "remove" | "add-location"; stage: StageAnswer }
  | { what: "edit-location" | "remove-location"; stage: StageAnswer; location: LocationView };

/** The stages of a tenant, and what waits there for a second person. */
export function StagesPage() {
  const { t: ts } = useTranslation("stages");
  const { tenant } = useParams({ from: "/signed-in/t/$tenant/stages" });
  const mayEdit = covers(useRole(tenant), "tenant-admin");
  const { data, error } = useQuery(stagesQuery(tenant));
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  if (error && !data) {
    return <PageProblem error={error} />;
  }
  if (!data) {
    return <Loading rows={6} height={28} />;
  }
  return (
    <>
      <PageHeader
        title={ts("title")}
        actions={
          mayEdit ? (
            <Button
              size="sm"
              leftSection={<IconStack2 size={16} aria-hidden />}
              onClick={() => setOpened({ what: "add" })}
            >
              {ts("add")}
            </Button>
          ) : null
        }
      />
      <p className={classes.lead}>
        {ts("lead")} {mayEdit ? null : ts("forbidden")}
      </p>
      <div className={classes.page}>
        {data.some((stage) => stage.needsSecondPerson) ? <Requests tenant={tenant} stages={data} /> : null}
        {data.map((stage) => (
          <StageCard
            key={stage.key}
            tenant={tenant}
            stage={stage}
            mayEdit={mayEdit}
            onOpen={(what) => setOpened({ what, stage })}
            onOpenLocation={(what, location) => setOpened({ what, stage, location })}
          />
        ))}
      </div>
      {opened?.what === "add" ? <AddStage tenant={tenant} onClose={close} /> : null}
      <Suspense>
        {opened?.what === "add-location" ? (
          <LocationDialog tenant={tenant} stage={opened.stage} onClose={close} />
        ) : null}
        {opened?.what === "edit-location" ? (
          <LocationDialog tenant={tenant} stage={opened.stage} location={opened.location} onClose={close} />
        ) : null}
        {opened?.what === "remove-location" ? (
          <RemoveLocation tenant={tenant} stage={opened.stage} location={opened.location} onClose={close} />
        ) : null}
      </Suspense>
      {opened?.what === "edit" ? <EditStage tenant={tenant} stage={opened.stage} onClose={close} /> : null}
      {opened?.what === "remove" ? <RemoveStage tenant={tenant} stage={opened.stage} onClose={close} /> : null}
    </>
  );
}

function Requests({ tenant, stages }: { tenant: string; stages: StageAnswer[] }) {
  const { t: ts } = useTranslation("stages");
  const refetchInterval = usePolling(true);
  const { data, error, refetch } = useQuery({ ...requestsQuery(tenant), refetchInterval });
  return (
    <Card title={ts("requests")} flush>
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={2} /> : null}
      {data?.length === 0 ? (
        <EmptyState icon={IconCircleCheck} title={ts("requestsNone")} hint={ts("requestsNoneHint")} />
      ) : null}
      {data?.map((request) => (
        <RequestBox
          key={request.id}
          tenant={tenant}
          request={request}
          title={
            <>
              <Link to="/t/$tenant/processes/$process" params={{ tenant, process: request.process }}>
                {request.processName}
              </Link>
              {": "}
              {ts("requestOn", { version: request.version, stage: stageName(stages, request.stage) })}
            </>
          }
        />
      ))}
    </Card>
  );
}
