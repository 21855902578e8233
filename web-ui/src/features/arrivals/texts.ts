import { i18next } from "@/i18n";
import { enArrivals } from "@/i18n/en-arrivals";

// These texts come with the chunk of the process page: a first visit does without them.
i18next.addResourceBundle("en", "arrivals", enArrivals, true, true);
