import { enStages } from "./en-stages";
import { i18next } from "./index";

// Texts of stages, which come with the chunks that show them: a first visit does without them.
i18next.addResourceBundle("en", "stages", enStages, true, true);
