import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconSend } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Channel, channelsQuery, deliveryQuery, removeChannel, testChannel } from "@/api/alerts";
import { keys } from "@/api/keys";
import { Card } from "@/components/Card";
import { Dialog } from "@/components/Dialog";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { ProblemNotice } from "@/components/ProblemNotice";
import { LifeForm } from "@/features/life/LifeForm";
import form from "@/features/process/Process.module.css";
import { covers, useRole } from "@/features/session/useSession";
import classes from "./Alerts.module.css";
import { ChannelDialog } from "./ChannelDialog";
import { DeliveryStatus, useOutcome } from "./Delivery";

/** Where messages go, each with a test that shows what became of it. */
export function ChannelsCard({ tenant }: { tenant: string }) {
  const { t } = useTranslation("alerts");
  const { data, error, refetch } = useQuery(channelsQuery(tenant));
  const mayEdit = covers(useRole(tenant), "engineer");
  const [isOpen, { open, close }] = useDisclosure(false);
  const add = mayEdit ? (
    <Button variant="default" onClick={open}>
      {t("addChannel")}
    </Button>
  ) : null;
  return (
    <Card title={t("channels")} flush aside={data && data.length > 0 ? add : null}>
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={2} /> : null}
      {data?.length === 0 ? (
        <EmptyState icon={IconSend} title={t("channelsNone")} hint={t("channelsHint")}>
          {add ?? <p className={form.lead}>{t("needsEngineer")}</p>}
        </EmptyState>
      ) : null}
      {data?.map((channel) => (
        <One key={channel.id} tenant={tenant} channel={channel} mayEdit={mayEdit} />
      ))}
      {isOpen ? <ChannelDialog tenant={tenant} onClose={close} /> : null}
    </Card>
  );
}

function One({ tenant, channel, mayEdit }: { tenant: string; channel: Channel; mayEdit: boolean }) {
  const { t } = useTranslation("alerts");
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: keys.alerts(tenant) });
  const test = useMutation({ mutationFn: () => testChannel(tenant, channel.id), onSuccess });
  const remove = useMutation({ mutationFn: () => removeChannel(tenant, channel.id), onSuccess });
  const [isAsking, { open, close }] = useDisclosure(false);
  return (
    <section className={classes.item} aria-label={channel.name}>
      <h3 className={classes.what}>{channel.name}</h3>
      <p className={classes.words}>
        {t(`channelKinds.${channel.kind}`)} ·{" "}
        {channel.kind === "EMAIL"
          ? channel.addresses.join(", ")
          : t("ends", { host: channel.host, lastFour: channel.lastFour })}
      </p>
      {mayEdit ? (
        <span className={form.rowActions}>
          <Button variant="default" size="compact-sm" loading={test.isPending} onClick={() => test.mutate()}>
            {t("test")}
          </Button>
          <Button variant="subtle" size="compact-sm" onClick={open}>
            {t("remove")}
          </Button>
        </span>
      ) : null}
      {test.data ? <Tested tenant={tenant} delivery={test.data.id} /> : null}
      {test.error ? <ProblemNotice error={test.error} /> : null}
      <Dialog isOpen={isAsking} onClose={close} title={t("removeTitle", { name: channel.name })}>
        <LifeForm
          error={remove.error}
          hint={t("removeHint")}
          submit={t("remove")}
          isPending={remove.isPending}
          onSubmit={() => remove.mutate()}
          onClose={close}
          danger
        />
      </Dialog>
    </section>
  );
}

/** What becomes of a test, while it becomes so. */
function Tested({ tenant, delivery }: { tenant: string; delivery: string }) {
  const { data } = useQuery({
    ...deliveryQuery(tenant, delivery),
    refetchInterval: (query) => (query.state.data?.state === "WAITING" || !query.state.data ? 500 : false),
  });
  return data ? <TestedAs delivery={data} /> : null;
}

function TestedAs({ delivery }: { delivery: Parameters<typeof useOutcome>[0] }) {
  const { t } = useTranslation("alerts");
  const outcome = useOutcome(delivery);
  return (
    <p className={classes.words} role="status">
      <DeliveryStatus delivery={delivery} /> {delivery.state === "WAITING" ? t("testing") : outcome}
    </p>
  );
}
