import { enPlatform } from "./en-platform";
import { enProcess } from "./en-process";
import { enRun } from "./en-run";

/** Every text of the interface, by feature. */
export const en = { ...enPlatform, ...enProcess, ...enRun } as const;
