import { i18next } from "@/i18n";
import { enHistory } from "@/i18n/en-history";

// These texts come with the page's own chunk: a first visit does without them.
i18next.addResourceBundle("en", "history", enHistory, true, true);
