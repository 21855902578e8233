import cronstrue from "cronstrue";
import { fieldsOf } from "./terms";

/** A cron expression in words; nothing while it cannot be told. */
export default function CronWords({ cron }: { cron: string }) {
  try {
    return <>{cronstrue.toString(fieldsOf(cron), { use24HourTimeFormat: true, verbose: true })}</>;
  } catch {
    return null;
  }
}
