import "@/i18n/stages";
import { Button } from "@mantine/core";
import { IconCircleCheck, IconStack2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { accountsQuery, requestsQuery, type StageAnswer, stageLocationsQuery, stagesQuery } from "@/api/stages";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import facts from "@/components/Facts.module.css";
import { Loading } from "@/components/Loading";
import { PageHeader } from "@/components/PageHeader";
import { ProblemNotice } from "@/components/ProblemNotice";
import { ScrollRegion } from "@/components/ScrollRegion";
import { usePolling } from "@/features/live/connection";
import { covers, useRole } from "@/features/session/useSession";
import { PageProblem } from "@/features/shell/PageProblem";
import { RequestBox } from "./RequestBox";
import { AddStage, EditStage, RemoveStage } from "./StageDialogs";
import classes from "./Stages.module.css";
import { stageName } from "./useStages";

const LocationDialog = lazy(() => import("./LocationDialog"));

type StageDeed = "edit" | "remove" | "location";
type Opened = { what: "add" } | { what: StageDeed; stage: StageAnswer };

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
          <Stage
            key={stage.key}
            tenant={tenant}
            stage={stage}
            mayEdit={mayEdit}
            onOpen={(what) => setOpened({ what, stage })}
          />
        ))}
      </div>
      {opened?.what === "add" ? <AddStage tenant={tenant} onClose={close} /> : null}
      <Suspense>
        {opened?.what === "location" ? <LocationDialog tenant={tenant} stage={opened.stage} onClose={close} /> : null}
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

interface StageProps {
  tenant: string;
  stage: StageAnswer;
  mayEdit: boolean;
  onOpen: (what: StageDeed) => void;
}

function Stage({ tenant, stage, mayEdit, onOpen }: StageProps) {
  const { t: ts } = useTranslation("stages");
  const locations = useQuery(stageLocationsQuery(tenant, stage.key));
  return (
    <Card
      title={stage.name}
      aside={
        <span className={classes.actions}>
          {stage.byDefault ? <span className={classes.badge}>{ts("byDefault")}</span> : null}
          {stage.needsSecondPerson ? <span className={classes.badge}>{ts("protected")}</span> : null}
          {mayEdit ? (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={`${ts("edit")} ${stage.name}`}
              onClick={() => onOpen("edit")}
            >
              {ts("edit")}
            </Button>
          ) : null}
          {mayEdit && !stage.byDefault ? (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={`${ts("remove")} ${stage.name}`}
              onClick={() => onOpen("remove")}
            >
              {ts("remove")}
            </Button>
          ) : null}
        </span>
      }
    >
      <dl className={facts.facts}>
        <dt>{ts("key")}</dt>
        <dd>
          <code>{stage.key}</code>
        </dd>
        <dt>{ts("compute")}</dt>
        <dd>
          <Compute tenant={tenant} stage={stage} />
        </dd>
        <dt>{ts("locations")}</dt>
        <dd>
          {locations.error && !locations.data ? <ProblemNotice error={locations.error} /> : null}
          {locations.data?.length === 0 ? ts("locationsNone") : null}
          <ScrollRegion label={`${ts("locations")}, ${stage.name}`}>
            <ul className={classes.list}>
              {locations.data?.map((location) => (
                <li key={location.key}>
                  <code>{location.key}</code>: s3://{location.bucket}/{location.prefix} (
                  {ts(`access.${location.access as "read"}`)})
                </li>
              ))}
            </ul>
          </ScrollRegion>
          {mayEdit ? (
            <Button
              variant="default"
              size="compact-sm"
              mt={8}
              aria-label={`${ts("location.add")} ${stage.name}`}
              onClick={() => onOpen("location")}
            >
              {ts("location.add")}
            </Button>
          ) : null}
        </dd>
      </dl>
    </Card>
  );
}

function Compute({ tenant, stage }: { tenant: string; stage: StageAnswer }) {
  const { t: ts } = useTranslation("stages");
  const { data } = useQuery(accountsQuery(tenant));
  const account = data?.find((each) => each.id === stage.account);
  if (account) {
    return ts("computeOn", {
      account: account.accountId,
      region: account.region,
      cluster: stage.cluster ?? account.clusterId,
    });
  }
  return ts(stage.byDefault ? "computeFirst" : "computeNone");
}
