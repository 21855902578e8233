import { i18next } from "@/i18n";
import { enBackfill } from "@/i18n/en-backfill";

// These texts come with the chunk of the process page: a first visit does without them.
i18next.addResourceBundle("en", "backfill", enBackfill, true, true);
