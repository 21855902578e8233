import { enRunPage } from "./en-run-page";
import { i18next } from "./index";

// Texts of a run and of its components come with whatever shows one: a first visit does without them.
i18next.addResourceBundle("en", "headgate", enRunPage, true, true);
