import { enTokens } from "./en-tokens";
import { i18next } from "./index";

i18next.addResourceBundle("en", "tokens", enTokens, true, true);
