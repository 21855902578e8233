import { IconCircleCheckFilled, IconCircleXFilled, IconLoader2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { DeliveryView } from "@/api/alerts";
import { Status } from "@/components/Status";

const looks = {
  WAITING: { tone: "busy", icon: IconLoader2 },
  SENT: { tone: "ok", icon: IconCircleCheckFilled },
  DEAD: { tone: "bad", icon: IconCircleXFilled },
} as const;

export function DeliveryStatus({ delivery }: { delivery: DeliveryView }) {
  const { t } = useTranslation("alerts");
  const look = looks[delivery.state];
  return <Status plain tone={look.tone} icon={look.icon} word={t(`deliveryStates.${delivery.state}`)} />;
}

/** What became of the last try, in words. */
export function useOutcome(delivery: DeliveryView): string {
  const { t } = useTranslation("alerts");
  return [
    ...(delivery.outcome ? [t(`outcomes.${delivery.outcome}`)] : []),
    ...(delivery.httpStatus ? [t("status", { status: delivery.httpStatus })] : []),
    ...(delivery.tries > 1 ? [t("tries", { count: delivery.tries })] : []),
  ].join(", ");
}
