import "@/i18n/stages";
import type { ProcessView } from "@contract";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ProcessStage, processStagesQuery } from "@/api/stages";
import { Card } from "@/components/Card";
import table from "@/components/DataTable.module.css";
import { Loading } from "@/components/Loading";
import { ProblemNotice } from "@/components/ProblemNotice";
import { ScrollRegion } from "@/components/ScrollRegion";
import { PublicationStatus } from "@/components/Status";
import { usePolling } from "@/features/live/connection";
import { RunDialog } from "@/features/process/RunDialog";
import { covers, useRole } from "@/features/session/useSession";
import { PromoteDialog } from "./PromoteDialog";
import { RequestBox } from "./RequestBox";
import classes from "./Stages.module.css";
import { UnpublishDialog } from "./UnpublishDialog";
import { useStages } from "./useStages";
import { ValuesDialog } from "./ValuesDialog";

interface Opened {
  what: "promote" | "run" | "values" | "unpublish";
  stage: ProcessStage;
}

/** What of a process is live on each stage, and the way on to the next. With a single stage there is nothing to show. */
export function StagesCard({ tenant, process }: { tenant: string; process: ProcessView }) {
  const isMany = useStages(tenant).length > 0;
  return isMany ? <Many tenant={tenant} process={process} /> : null;
}

function Many({ tenant, process }: { tenant: string; process: ProcessView }) {
  const { t: ts } = useTranslation("stages");
  const refetchInterval = usePolling(true);
  const { data, error, refetch } = useQuery({ ...processStagesQuery(tenant, process.key), refetchInterval });
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  // What is live on the default stage is what usually goes on to the others.
  const tried = data?.find((stage) => stage.byDefault)?.live?.version;
  const others = (stage: ProcessStage) =>
    data?.find((other) => other.stage !== stage.stage && other.live)?.live?.version;
  const offered = (stage: ProcessStage) => (stage.byDefault ? others(stage) : (tried ?? others(stage))) ?? 1;
  return (
    <Card
      title={ts("onStages")}
      flush
      aside={
        <Link to="/t/$tenant/stages" params={{ tenant }}>
          {ts("title")}
        </Link>
      }
    >
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={2} /> : null}
      {data ? (
        <ScrollRegion label={ts("stagesTable")}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{ts("stage")}</th>
                <th scope="col">{ts("live")}</th>
                <th scope="col">{ts("state")}</th>
                <th scope="col">{ts("actions")}</th>
              </tr>
            </thead>
            <tbody>
              {data.map((stage) => (
                <Row
                  key={stage.stage}
                  tenant={tenant}
                  process={process}
                  stage={stage}
                  onOpen={(what) => setOpened({ what, stage })}
                />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      ) : null}
      {data?.map(({ stage, name, request }) =>
        request ? (
          <RequestBox
            key={stage}
            tenant={tenant}
            request={request}
            title={ts("requestOn", { version: request.version, stage: name })}
          />
        ) : null,
      )}
      {opened?.what === "promote" ? (
        <PromoteDialog
          tenant={tenant}
          process={process}
          stage={opened.stage}
          first={offered(opened.stage)}
          onClose={close}
        />
      ) : null}
      {opened?.what === "values" ? (
        <ValuesDialog
          tenant={tenant}
          process={process}
          stage={opened.stage}
          version={opened.stage.live?.version ?? offered(opened.stage)}
          onClose={close}
        />
      ) : null}
      {opened?.what === "unpublish" ? (
        <UnpublishDialog tenant={tenant} process={process} stage={opened.stage} onClose={close} />
      ) : null}
      <RunDialog
        tenant={tenant}
        process={process}
        stage={opened?.stage.stage}
        isOpen={opened?.what === "run"}
        onClose={close}
      />
    </Card>
  );
}

interface RowProps {
  tenant: string;
  process: ProcessView;
  stage: ProcessStage;
  onOpen: (what: Opened["what"]) => void;
}

function Row({ tenant, process, stage, onOpen }: RowProps) {
  const { t: ts } = useTranslation("stages");
  const role = useRole(tenant);
  const { live, newest } = stage;
  const mayWork = covers(role, "author") && process.archivedAt === null;
  const mayEnd = covers(role, "engineer") && process.archivedAt === null;
  const mayValue = covers(role, stage.needsSecondPerson ? "tenant-admin" : "engineer") && process.archivedAt === null;
  return (
    <tr data-testid={`stage-${stage.stage}`}>
      <td className={table.named}>
        <span className={classes.badges}>
          <strong>{stage.name}</strong>
          {stage.byDefault ? <span className={classes.badge}>{ts("byDefault")}</span> : null}
          {stage.needsSecondPerson ? <span className={classes.badge}>{ts("protected")}</span> : null}
        </span>
      </td>
      <td className={table.fixed}>{live ? ts("liveVersion", { version: live.version }) : ts("nothing")}</td>
      <td className={table.fixed}>{newest ? <PublicationStatus state={newest.state} /> : ts("unpublished")}</td>
      <td>
        <span className={classes.actions}>
          {mayWork && !stage.request ? (
            <Button variant="default" size="compact-sm" onClick={() => onOpen("promote")}>
              {ts("promote")}
            </Button>
          ) : null}
          {mayWork && live ? (
            <Button variant="default" size="compact-sm" onClick={() => onOpen("run")}>
              {ts("run")}
            </Button>
          ) : null}
          {mayValue ? (
            <Button variant="subtle" size="compact-sm" onClick={() => onOpen("values")}>
              {ts("values")}
            </Button>
          ) : null}
          {mayEnd && live ? (
            <Button variant="subtle" size="compact-sm" onClick={() => onOpen("unpublish")}>
              {ts("unpublish")}
            </Button>
          ) : null}
        </span>
      </td>
    </tr>
  );
}
