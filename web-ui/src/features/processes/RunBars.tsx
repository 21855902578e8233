import type { ProcessSummary } from "@contract";
import { Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { formatDuration, formatExact } from "@/components/format";
import { runTone } from "@/components/status";
import { useNow } from "@/components/useNow";
import { useZone } from "@/components/zone";
import { barHeights } from "./bars";
import classes from "./RunBars.module.css";

interface RunBarsProps {
  tenant: string;
  process: Pick<ProcessSummary, "key" | "name" | "lastRuns">;
}

/** The last runs as bars, oldest first: colour by state, height by duration. All of them are the way to the list of runs. */
export function RunBars({ tenant, process }: RunBarsProps) {
  const { t } = useTranslation();
  const zone = useZone();
  const now = useNow(10_000);
  const states = process.lastRuns.map((run) => t(`runState.${run.state}`)).join(", ");
  return (
    <Link
      to="/t/$tenant/runs"
      params={{ tenant }}
      search={{ process: process.key }}
      className={classes.bars}
      aria-label={t("processes.bars", { name: process.name, states })}
    >
      {barHeights(process.lastRuns, now).map(({ run, length, height }) => (
        <Tooltip
          key={run.id}
          label={t("processes.bar", {
            state: t(`runState.${run.state}`),
            when: formatExact(run.requestedAt, zone),
            duration: length === null ? t("time.none") : formatDuration(length),
          })}
        >
          <span className={classes.bar} data-tone={runTone[run.state]}>
            <span style={{ height: `${Math.round(height * 100)}%` }} />
          </span>
        </Tooltip>
      ))}
    </Link>
  );
}
