import { enLife } from "./en-life";
import { i18next } from "./index";

// Texts of dialogs and of the versions page, in a namespace of their own: a first visit does without them.
i18next.addResourceBundle("en", "life", enLife, true, true);
