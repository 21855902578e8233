import { enLife } from "./en-life";
import { i18next } from "./index";

// Texts of dialogs and of the versions page: a first visit does without them.
i18next.addResourceBundle("en", "headgate", enLife, true, true);
