import { enEditor } from "./en-editor";
import { i18next } from "./index";

// The editor's texts come with its own chunk: a first visit does without them.
i18next.addResourceBundle("en", "headgate", enEditor, true, true);
