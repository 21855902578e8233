import { Button } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type DeliveryView, deliveriesQuery, sendAgain } from "@/api/alerts";
import { keys } from "@/api/keys";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { Moment } from "@/components/Moment";
import { ProblemNotice } from "@/components/ProblemNotice";
import { covers, useRole } from "@/features/session/useSession";
import classes from "./Alerts.module.css";
import { DeliveryStatus, useOutcome } from "./Delivery";

const SHOWN = 10;

/** Each message that was sent or is on its way. */
export function DeliveryLog({ tenant }: { tenant: string }) {
  const { t } = useTranslation("alerts");
  const { data, error, refetch } = useQuery({
    ...deliveriesQuery(tenant),
    refetchInterval: (query) => (query.state.data?.some((one) => one.state === "WAITING") ? 2000 : false),
  });
  const [isAll, setAll] = useState(false);
  return (
    <Card title={t("log")} flush>
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={2} /> : null}
      {data?.length === 0 ? <EmptyState icon={IconMail} title={t("logNone")} hint={t("logHint")} /> : null}
      {(isAll ? data : data?.slice(0, SHOWN))?.map((delivery) => (
        <Line key={delivery.id} tenant={tenant} delivery={delivery} />
      ))}
      {data && data.length > SHOWN && !isAll ? (
        <div className={classes.item}>
          <Button variant="subtle" onClick={() => setAll(true)}>
            {t("show")}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

function Line({ tenant, delivery }: { tenant: string; delivery: DeliveryView }) {
  const { t } = useTranslation("alerts");
  const queries = useQueryClient();
  const mayEdit = covers(useRole(tenant), "engineer");
  const outcome = useOutcome(delivery);
  const again = useMutation({
    mutationFn: () => sendAgain(tenant, delivery.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.alerts(tenant) }),
  });
  const known = delivery.event in { opened: 1, recovered: 1, test: 1 };
  return (
    <div className={classes.item}>
      <div className={classes.head}>
        <span className={classes.told}>
          <DeliveryStatus delivery={delivery} />
          <span>
            {t(`events.${known ? (delivery.event as "test") : "more"}`)} → {delivery.channel ?? delivery.owner}
          </span>
        </span>
        {mayEdit && delivery.state === "DEAD" && delivery.event !== "test" ? (
          <Button variant="default" size="compact-sm" loading={again.isPending} onClick={() => again.mutate()}>
            {t("again")}
          </Button>
        ) : null}
      </div>
      <p className={classes.words}>
        <Moment at={delivery.triedAt ?? delivery.createdAt} />
        {outcome ? ` · ${outcome}` : null}
      </p>
      {again.error ? <ProblemNotice error={again.error} /> : null}
    </div>
  );
}
