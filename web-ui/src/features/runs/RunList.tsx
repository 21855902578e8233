import "@/i18n/runList";
import { Button, Select } from "@mantine/core";
import { IconActivity, IconFilterOff } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { type RunFilter, runPagesQuery } from "@/api/runs";
import { useSelection } from "@/components/bulk/useSelection";
import { EmptyState } from "@/components/EmptyState";
import { formatCount } from "@/components/format";
import { Loading } from "@/components/Loading";
import { ProblemNotice } from "@/components/ProblemNotice";
import { dayStart, useZoneChoice } from "@/components/zone";
import { usePolling } from "@/features/live/connection";
import { covers, useRole } from "@/features/session/useSession";
import classes from "./RunList.module.css";
import { RunTable } from "./RunTable";
import { isNarrowed, type RunsSearch, runStates } from "./search";

const RunBulkBar = lazy(() => import("./RunBulkBar"));

interface RunListProps {
  tenant: string;
  /** Only runs of this process; of all when left out. */
  process?: string;
  search: RunsSearch;
  size: number;
}

/** Runs, newest first, as many pages as were asked for; several can be chosen and stopped or repeated at once. */
export function RunList({ tenant, process, search, size }: RunListProps) {
  const { t } = useTranslation();
  const { t: tl } = useTranslation("runList");
  const mayAct = covers(useRole(tenant), "author");
  const zone = useZoneChoice(({ choice }) => choice);
  const filter: RunFilter = {
    process: process ?? search.process,
    state: search.state,
    version: search.version,
    stage: search.stage,
    origin: search.origin,
    from: search.from && dayStart(search.from, zone),
    to: search.to && dayStart(search.to, zone, 1),
    size,
  };
  const refetchInterval = usePolling(true);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...runPagesQuery(tenant, filter),
    refetchInterval,
  });
  const runs = data?.pages.flatMap((page) => page.items);
  const selection = useSelection(runs, ({ id }) => id, JSON.stringify(filter));
  if (error && !data) {
    return (
      <div className={classes.inset}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!runs) {
    return <Loading rows={5} height={24} />;
  }
  const first = data?.pages[0];
  if (!first || runs.length === 0) {
    return isNarrowed(search) || (process === undefined && search.process !== undefined) ? (
      <EmptyState icon={IconFilterOff} title={t("runs.nothing")} hint={t("runs.nothingHint")} />
    ) : (
      <EmptyState
        icon={IconActivity}
        title={t("runs.empty")}
        hint={t(process === undefined ? "runs.emptyHint" : "runs.emptyHereHint")}
      />
    );
  }
  return (
    <>
      {selection.wasUsed ? (
        <Suspense fallback={null}>
          <RunBulkBar tenant={tenant} chosen={selection.chosen} onClear={selection.clear} onKeep={selection.keep} />
        </Suspense>
      ) : null}
      <RunTable tenant={tenant} runs={runs} withProcess={process === undefined} selection={mayAct ? selection : null} />
      {first.total > size ? (
        <p className={classes.more}>
          <span>
            {tl(first.total === first.totalLimit ? "shownOfMany" : "shown", {
              shown: formatCount(runs.length),
              total: formatCount(first.total),
            })}
          </span>
          {hasNextPage ? (
            <Button
              variant="default"
              size="compact-sm"
              loading={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
            >
              {tl("more")}
            </Button>
          ) : null}
        </p>
      ) : null}
    </>
  );
}

interface StateFilterProps {
  search: RunsSearch;
  onSearch: (search: RunsSearch) => void;
}

/** Chooses a state, or any. */
export function StateFilter({ search, onSearch }: StateFilterProps) {
  const { t } = useTranslation();
  return (
    <Select
      size="xs"
      aria-label={t("runs.state")}
      data={[
        { value: "", label: t("runs.anyState") },
        ...runStates.map((state) => ({ value: state, label: t(`runState.${state}`) })),
      ]}
      value={search.state ?? ""}
      onChange={(chosen) => onSearch({ ...search, state: runStates.find((state) => state === chosen) })}
      w={144}
    />
  );
}
