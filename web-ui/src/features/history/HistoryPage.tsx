import "@/i18n/runList";
import "./texts";
import { Button, Select } from "@mantine/core";
import { IconDownload, IconFilterOff, IconHistory } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { historyCsv, historyQuery } from "@/api/history";
import { processQuery } from "@/api/processes";
import { Card } from "@/components/Card";
import { DayField } from "@/components/DayField";
import { EmptyState } from "@/components/EmptyState";
import { formatDuration } from "@/components/format";
import { Loading } from "@/components/Loading";
import { PageHeader } from "@/components/PageHeader";
import { ProblemNotice } from "@/components/ProblemNotice";
import { usePolling } from "@/features/live/connection";
import { StateFilter } from "@/features/runs/RunList";
import { runOrigins } from "@/features/runs/search";
import { PageProblem } from "@/features/shell/PageProblem";
import { useStages } from "@/features/stages/useStages";
import { toGrid } from "./grid";
import classes from "./History.module.css";
import { HistoryGrid } from "./HistoryGrid";
import type { HistorySearch } from "./search";

/** All runs of a process beside each other, component by component. */
export function HistoryPage() {
  const { t } = useTranslation();
  const { t: th } = useTranslation("history");
  const { tenant, process: key } = useParams({ from: "/signed-in/t/$tenant/processes/$process/history" });
  const search = useSearch({ from: "/signed-in/t/$tenant/processes/$process/history" });
  const navigate = useNavigate({ from: "/t/$tenant/processes/$process/history" });
  const process = useQuery(processQuery(tenant, key));
  const refetchInterval = usePolling(true);
  const history = useInfiniteQuery({ ...historyQuery(tenant, key, search), refetchInterval });
  const grid = useMemo(() => toGrid(history.data?.pages ?? [], Date.now()), [history.data]);
  const onSearch = (next: HistorySearch) => void navigate({ search: next, replace: true });
  const isFiltered = Object.keys(search).length > 0;
  if (process.error) {
    return <PageProblem error={process.error} />;
  }
  if (!process.data) {
    return <Loading rows={8} height={28} />;
  }
  const { name } = process.data;
  return (
    <>
      <PageHeader
        title={th("title", { name })}
        above={
          <Link to="/t/$tenant/processes/$process" params={{ tenant, process: key }}>
            {name}
          </Link>
        }
        actions={
          <Button
            component="a"
            href={historyCsv(tenant, key, search)}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {th("csv")}
          </Button>
        }
      />
      <Card
        title={th("short")}
        flush
        aside={
          <div className={classes.filters}>
            {isFiltered ? (
              <Button variant="subtle" onClick={() => onSearch({})}>
                {t("app.clear")}
              </Button>
            ) : null}
            <Filters tenant={tenant} search={search} onSearch={onSearch} />
          </div>
        }
      >
        <p className={classes.lead}>
          {th("lead")} {th("keys")}
        </p>
        {history.error && !history.data ? (
          <ProblemNotice error={history.error} onRetry={() => void history.refetch()} />
        ) : null}
        {!history.data && !history.error ? <Loading rows={8} height={24} /> : null}
        {history.data && grid.columns.length === 0 ? (
          isFiltered ? (
            <EmptyState icon={IconFilterOff} title={th("nothing")} hint={t("runs.nothingHint")} />
          ) : (
            <EmptyState icon={IconHistory} title={th("none")} hint={th("noneHint")} />
          )
        ) : null}
        {grid.columns.length > 0 ? (
          <>
            <p className={classes.facts}>
              <span>{th("counts", { count: grid.columns.length, failed: grid.failed })}</span>
              <span>{th("median", { time: formatDuration(grid.median) })}</span>
              <span>{th("longest", { time: formatDuration(grid.longest) })}</span>
            </p>
            <HistoryGrid
              tenant={tenant}
              name={name}
              grid={grid}
              onEnd={() => {
                if (history.hasNextPage && !history.isFetching) {
                  void history.fetchNextPage();
                }
              }}
            />
            {history.hasNextPage ? (
              <div className={classes.more}>
                <Button
                  variant="subtle"
                  loading={history.isFetchingNextPage}
                  onClick={() => void history.fetchNextPage()}
                >
                  {th("older")}
                </Button>
              </div>
            ) : null}
          </>
        ) : null}
      </Card>
    </>
  );
}

interface FiltersProps {
  tenant: string;
  search: HistorySearch;
  onSearch: (search: HistorySearch) => void;
}

function Filters({ tenant, search, onSearch }: FiltersProps) {
  const { t: th } = useTranslation("history");
  const { t: tl } = useTranslation("runList");
  const stages = useStages(tenant);
  const without = (name: keyof HistorySearch) =>
    Object.fromEntries(Object.entries(search).filter(([each]) => each !== name)) as HistorySearch;
  return (
    <>
      {(["from", "to"] as const).map((name) => (
        <DayField
          key={name}
          label={th(name)}
          word={tl(`${name}Word`)}
          value={search[name] ?? ""}
          onDay={(day) => onSearch(day ? { ...search, [name]: day } : without(name))}
        />
      ))}
      <Select
        size="xs"
        w={128}
        aria-label={th("origin")}
        data={[
          { value: "", label: th("anyOrigin") },
          ...runOrigins.map((origin) => ({ value: origin, label: tl(`origins.${origin}`) })),
        ]}
        value={search.origin ?? ""}
        onChange={(chosen) => {
          const origin = runOrigins.find((each) => each === chosen);
          onSearch(origin ? { ...search, origin } : without("origin"));
        }}
      />
      {stages.length > 0 ? (
        <Select
          size="xs"
          w={144}
          aria-label={th("stage")}
          data={[
            { value: "", label: th("anyStage") },
            ...stages.map((stage) => ({ value: stage.key, label: stage.name })),
          ]}
          value={search.stage ?? ""}
          onChange={(stage) => onSearch(stage ? { ...search, stage } : without("stage"))}
        />
      ) : null}
      <StateFilter
        search={search}
        onSearch={({ state }) => onSearch(state ? { ...search, state } : without("state"))}
      />
    </>
  );
}
