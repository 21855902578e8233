import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { LocationView } from "@/api/locations";
import { accountsQuery, type StageAnswer, stageLocationsQuery } from "@/api/stages";
import { Card } from "@/components/Card";
import facts from "@/components/Facts.module.css";
import { Loading } from "@/components/Loading";
import { ProblemNotice } from "@/components/ProblemNotice";
import { LocationTable } from "./LocationTable";
import classes from "./Stages.module.css";

interface StageCardProps {
  tenant: string;
  stage: StageAnswer;
  mayEdit: boolean;
  onOpen: (what: "edit" | "remove" | "add-location") => void;
  onOpenLocation: (what: "edit-location" | "remove-location", location: LocationView) => void;
}

/** A stage: where it computes, and what the names of its locations mean. */
export function StageCard({ tenant, stage, mayEdit, onOpen, onOpenLocation }: StageCardProps) {
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
      </dl>
      <div className={classes.locations}>
        <div className={classes.locationsHead}>
          <h3>{ts("locations")}</h3>
          {mayEdit ? (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={`${ts("location.add")} ${stage.name}`}
              onClick={() => onOpen("add-location")}
            >
              {ts("location.add")}
            </Button>
          ) : null}
        </div>
        {locations.error && !locations.data ? (
          <ProblemNotice error={locations.error} onRetry={() => void locations.refetch()} />
        ) : null}
        {locations.isPending ? <Loading rows={2} /> : null}
        {locations.data?.length === 0 ? <p className={classes.none}>{ts("locationsNone")}</p> : null}
        {locations.data && locations.data.length > 0 ? (
          <LocationTable
            label={`${ts("locations")}, ${stage.name}`}
            locations={locations.data}
            onOpen={mayEdit ? onOpenLocation : null}
          />
        ) : null}
      </div>
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
