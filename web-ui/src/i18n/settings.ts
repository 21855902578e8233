import { enSettings } from "./en-settings";
import { i18next } from "./index";

// Texts of a tenant's settings, which come with the chunk that shows them: a first visit does without them.
i18next.addResourceBundle("en", "settings", enSettings, true, true);
