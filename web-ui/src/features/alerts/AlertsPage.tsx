import "./texts";
import { Button } from "@mantine/core";
import { IconBellCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { alertQuery, alertsQuery } from "@/api/alerts";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { PageHeader } from "@/components/PageHeader";
import { Pager } from "@/components/Pager";
import { ProblemNotice } from "@/components/ProblemNotice";
import { usePolling } from "@/features/live/connection";
import { AddressCard } from "./AddressCard";
import classes from "./Alerts.module.css";
import { ChannelsCard } from "./ChannelsCard";
import { DeliveryLog } from "./DeliveryLog";
import { Incident } from "./Incident";
import { RulesCard } from "./RulesCard";

const SIZE = 20;

/** What went wrong in the tenant, by its cause; and who is told of it. */
export function AlertsPage() {
  const { t } = useTranslation("alerts");
  const { tenant } = useParams({ from: "/signed-in/t/$tenant/alerts" });
  const { alert } = useSearch({ from: "/signed-in/t/$tenant/alerts" });
  return (
    <>
      <PageHeader title={t("title")} />
      <div className={classes.grid}>
        <div className={classes.column}>
          {typeof alert === "string" ? <OneAlert tenant={tenant} id={alert} /> : <AlertList tenant={tenant} />}
          <DeliveryLog tenant={tenant} />
        </div>
        <div className={classes.column}>
          <RulesCard tenant={tenant} process={null} />
          <ChannelsCard tenant={tenant} />
          <AddressCard tenant={tenant} />
        </div>
      </div>
    </>
  );
}

/** The one that a message leads to. */
function OneAlert({ tenant, id }: { tenant: string; id: string }) {
  const { t } = useTranslation("alerts");
  const navigate = useNavigate({ from: "/t/$tenant/alerts" });
  const refetchInterval = usePolling(true);
  const { data, error, refetch } = useQuery({ ...alertQuery(tenant, id), refetchInterval });
  const all = (
    <Button variant="default" size="compact-sm" onClick={() => void navigate({ search: {} })}>
      {t("showOpen")}
    </Button>
  );
  return (
    <Card title={t("one")} flush aside={all}>
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={2} /> : null}
      {data ? <Incident tenant={tenant} incident={data} open /> : null}
    </Card>
  );
}

function AlertList({ tenant }: { tenant: string }) {
  const { t } = useTranslation("alerts");
  const search = useSearch({ from: "/signed-in/t/$tenant/alerts" });
  const closed = search.closed === true;
  const page = Number.isSafeInteger(search.page) ? Math.max(0, Number(search.page)) : 0;
  const navigate = useNavigate({ from: "/t/$tenant/alerts" });
  const refetchInterval = usePolling(true);
  const { data, error, refetch } = useQuery({ ...alertsQuery(tenant, !closed, page, SIZE), refetchInterval });
  const filter = (
    <Button
      variant="default"
      size="compact-sm"
      onClick={() => void navigate({ search: closed ? {} : { closed: true }, replace: true })}
    >
      {t(closed ? "showOpen" : "showClosed")}
    </Button>
  );
  return (
    <Card title={t(closed ? "closed" : "open")} flush aside={filter}>
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={4} /> : null}
      {data?.items.length === 0 ? (
        <EmptyState
          icon={IconBellCheck}
          title={t(closed ? "noneClosed" : "none")}
          hint={t(closed ? "noneClosedHint" : "noneHint")}
        />
      ) : null}
      {data?.items.map((incident) => (
        <Incident key={incident.id} tenant={tenant} incident={incident} />
      ))}
      {data && data.total > SIZE ? (
        <Pager
          page={page}
          size={SIZE}
          total={data.total}
          onPage={(next) => void navigate({ search: { ...(closed ? { closed } : {}), page: next } })}
        />
      ) : null}
    </Card>
  );
}
