import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./en";
import type { enAlerts } from "./en-alerts";
import type { enBackfill } from "./en-backfill";
import type { enEditor } from "./en-editor";
import type { enLife } from "./en-life";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "headgate";
    resources: {
      headgate: typeof en & typeof enEditor;
      backfill: typeof enBackfill;
      alerts: typeof enAlerts;
      life: typeof enLife;
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
