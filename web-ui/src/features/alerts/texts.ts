import { i18next } from "@/i18n";
import { enAlerts } from "@/i18n/en-alerts";

// These texts come with the chunks of alerts: a first visit does without them.
i18next.addResourceBundle("en", "alerts", enAlerts, true, true);
