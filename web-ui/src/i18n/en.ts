import { enPlatform } from "./en-platform";
import { enProcess } from "./en-process";
import { enRun } from "./en-run";

/** The texts of every page but the editor, which brings its own. */
export const en = { ...enPlatform, ...enProcess, ...enRun } as const;
