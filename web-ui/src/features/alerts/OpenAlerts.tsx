import "./texts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { alertCountQuery } from "@/api/alerts";
import { usePolling } from "@/features/live/connection";
import classes from "./OpenAlerts.module.css";

const MOST = 99;

/** How many alerts nobody has taken note of yet, beside the way to them; nothing while there are none. */
export default function OpenAlerts({ tenant }: { tenant: string }) {
  const { t } = useTranslation("alerts");
  const refetchInterval = usePolling(true);
  const { data } = useQuery({ ...alertCountQuery(tenant), refetchInterval });
  if (!data || data.open === 0) {
    return null;
  }
  return (
    <span className={classes.count} data-testid="open-alerts">
      <span aria-hidden>{data.open > MOST ? `${MOST}+` : data.open}</span>
      <span className="visually-hidden">{t("openCount", { count: data.open })}</span>
    </span>
  );
}
