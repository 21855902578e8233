import { i18next } from "@/i18n";
import { enTime } from "@/i18n/en-time";

// These texts come with the chunk of the process page: a first visit does without them.
i18next.addResourceBundle("en", "time", enTime, true, true);
