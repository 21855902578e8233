import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./en";
import type { enAlerts } from "./en-alerts";
import type { enArrivals } from "./en-arrivals";
import type { enAudit } from "./en-audit";
import type { enBackfill } from "./en-backfill";
import type { enEditor } from "./en-editor";
import type { enHistory } from "./en-history";
import type { enLife } from "./en-life";
import type { enRunList } from "./en-run-list";
import type { enRunPage } from "./en-run-page";
import type { enSettings } from "./en-settings";
import type { enStages } from "./en-stages";
import type { enTime } from "./en-time";
import type { enTokens } from "./en-tokens";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "headgate";
    resources: {
      headgate: typeof en & typeof enRunPage & typeof enEditor;
      backfill: typeof enBackfill;
      life: typeof enLife;
      history: typeof enHistory;
      runList: typeof enRunList;
      alerts: typeof enAlerts;
      time: typeof enTime;
      arrivals: typeof enArrivals;
      audit: typeof enAudit;
      stages: typeof enStages;
      settings: typeof enSettings;
      tokens: typeof enTokens;
    };
  }
}

void i18next.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  defaultNS: "headgate",
  resources: { en: { headgate: en } },
  interpolation: { escapeValue: false },
});

export { i18next };
