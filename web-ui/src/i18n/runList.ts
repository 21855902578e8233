import { enRunList } from "./en-run-list";
import { i18next } from "./index";

// Texts of the list of runs come with it: a first visit does without them.
i18next.addResourceBundle("en", "runList", enRunList, true, true);
