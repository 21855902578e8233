import { enAudit } from "./en-audit";
import { i18next } from "./index";

i18next.addResourceBundle("en", "audit", enAudit, true, true);
