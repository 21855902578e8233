import type { LastRun } from "@contract";
import { Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { formatDuration, formatExact } from "@/components/format";
import { runTone } from "@/components/status";
import { useNow } from "@/components/useNow";
import { useZone } from "@/components/zone";
import { barHeights } from "./bars";
import classes from "./RunBars.module.css";

/** The last runs as bars, oldest first: colour by state, height by duration, each a way to its run. */
export function RunBars({ tenant, runs }: { tenant: string; runs: LastRun[] }) {
  const { t } = useTranslation();
  const zone = useZone();
  const now = useNow(10_000);
  return (
    <ul className={classes.bars}>
      {barHeights(runs, now).map(({ run, length, height }) => {
        const label = t("processes.bar", {
          state: t(`runState.${run.state}`),
          when: formatExact(run.requestedAt, zone),
          duration: length === null ? t("time.none") : formatDuration(length),
        });
        return (
          <li key={run.id}>
            <Tooltip label={label}>
              <Link
                to="/t/$tenant/runs/$run"
                params={{ tenant, run: run.id }}
                className={classes.bar}
                data-tone={runTone[run.state]}
                aria-label={label}
              >
                <span style={{ height: `${Math.round(height * 100)}%` }} />
              </Link>
            </Tooltip>
          </li>
        );
      })}
    </ul>
  );
}
