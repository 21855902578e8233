import "@/i18n/runPage";
import type { CallView } from "@contract";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { RunStatus } from "@/components/Status";
import classes from "./Run.module.css";

/** The run that a component has called: where it stands, and the way to it. */
export function CalledRun({ tenant, call }: { tenant: string; call: CallView }) {
  const { t } = useTranslation();
  return (
    <div className={classes.called} data-testid="called-run">
      <Link to="/t/$tenant/runs/$run" params={{ tenant, run: call.run }}>
        {t("run.openCall", { process: call.processName })}
      </Link>
      <RunStatus state={call.state} />
      {call.attempt > 1 ? <span className={classes.owner}>{t("run.attempt", { n: call.attempt })}</span> : null}
    </div>
  );
}
