import { Select } from "@mantine/core";
import { IconActivity, IconFilterOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type RunFilter, runsQuery } from "@/api/runs";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { Pager } from "@/components/Pager";
import { ProblemNotice } from "@/components/ProblemNotice";
import { usePolling } from "@/features/live/connection";
import classes from "./RunList.module.css";
import { RunTable } from "./RunTable";
import { type RunsSearch, runStates } from "./search";

interface RunListProps {
  tenant: string;
  /** Only runs of this process; of all when left out. */
  process?: string;
  search: RunsSearch;
  size: number;
  onSearch: (search: RunsSearch) => void;
}

/** A page of runs, newest first. */
export function RunList({ tenant, process, search, size, onSearch }: RunListProps) {
  const { t } = useTranslation();
  const filter: RunFilter = {
    process: process ?? search.process,
    state: search.state,
    version: search.version,
    stage: search.stage,
    page: search.page ?? 0,
    size,
  };
  const refetchInterval = usePolling(true);
  const { data, error, refetch } = useQuery({ ...runsQuery(tenant, filter), refetchInterval });
  if (error && !data) {
    return (
      <div className={classes.inset}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!data) {
    return <Loading rows={5} height={24} />;
  }
  if (data.total === 0) {
    const isFiltered =
      search.state !== undefined ||
      search.version !== undefined ||
      search.stage !== undefined ||
      (process === undefined && search.process !== undefined);
    return isFiltered ? (
      <EmptyState icon={IconFilterOff} title={t("runs.nothing")} hint={t("runs.nothingHint")} />
    ) : (
      <EmptyState icon={IconActivity} title={t("runs.empty")} hint={t("runs.emptyHint")} />
    );
  }
  return (
    <>
      <RunTable tenant={tenant} runs={data.items} withProcess={process === undefined} />
      {data.total > size ? (
        <Pager {...data} onPage={(page) => onSearch({ ...search, page: page === 0 ? undefined : page })} />
      ) : null}
    </>
  );
}

/** Chooses a state, or any. */
export function StateFilter({ search, onSearch }: Pick<RunListProps, "search" | "onSearch">) {
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
      onChange={(chosen) =>
        onSearch({ ...search, page: undefined, state: runStates.find((state) => state === chosen) })
      }
      w={144}
    />
  );
}
