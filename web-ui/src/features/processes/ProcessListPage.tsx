import { NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch, IconSitemap } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { processesQuery } from "@/api/processes";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { PageHeader } from "@/components/PageHeader";
import { Pager } from "@/components/Pager";
import { ProblemNotice } from "@/components/ProblemNotice";
import { CreateButton } from "@/features/create/CreateButton";
import { usePolling } from "@/features/live/connection";
import classes from "./ProcessListPage.module.css";
import { ProcessTable } from "./ProcessTable";
import type { ProcessSearch } from "./search";

const SIZE = 20;

export function ProcessListPage() {
  const { t } = useTranslation();
  const { tenant } = useParams({ from: "/signed-in/t/$tenant/processes" });
  return (
    <>
      <PageHeader title={t("processes.title")} actions={<CreateButton tenant={tenant} />} />
      <div className={classes.list}>
        <Filters />
        <List />
      </div>
    </>
  );
}

function useFilters() {
  const search = useSearch({ from: "/signed-in/t/$tenant/processes" });
  const { tenant } = useParams({ from: "/signed-in/t/$tenant/processes" });
  const navigate = useNavigate({ from: "/t/$tenant/processes" });
  const change = (next: ProcessSearch) => void navigate({ search: next, replace: true });
  return { tenant, search, change };
}

function Filters() {
  const { t } = useTranslation();
  const { search, change } = useFilters();
  const [typed, setTyped] = useState(search.q ?? "");
  const find = useDebouncedCallback((q: string) => change({ ...search, q: q || undefined, page: undefined }), 250);
  return (
    <search className={classes.filters}>
      <TextInput
        aria-label={t("processes.search")}
        placeholder={t("processes.search")}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          find(event.currentTarget.value);
        }}
        className={classes.search}
      />
      <NativeSelect
        label={t("processes.sort")}
        data={[
          { value: "name", label: t("processes.byName") },
          { value: "changed", label: t("processes.byChanged") },
        ]}
        value={search.sort ?? "name"}
        onChange={({ currentTarget: { value } }) =>
          change({ ...search, sort: value === "changed" ? value : undefined, page: undefined })
        }
        classNames={{ root: classes.sort ?? "", label: classes.sortLabel ?? "" }}
      />
    </search>
  );
}

function List() {
  const { t } = useTranslation();
  const { tenant, search, change } = useFilters();
  const filter = { q: search.q ?? "", sort: search.sort ?? ("name" as const), page: search.page ?? 0, size: SIZE };
  const refetchInterval = usePolling(true);
  const { data, error, refetch } = useQuery({ ...processesQuery(tenant, filter), refetchInterval });
  if (error && !data) {
    return (
      <div className={classes.inset}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!data) {
    return <Loading rows={6} height={28} />;
  }
  if (data.total === 0) {
    return search.q ? (
      <EmptyState icon={IconSearch} title={t("processes.nothing", { q: search.q })} hint={t("processes.nothingHint")} />
    ) : (
      <EmptyState icon={IconSitemap} title={t("processes.empty")} hint={t("processes.emptyHint")}>
        <CreateButton tenant={tenant} isFirst />
      </EmptyState>
    );
  }
  return (
    <>
      <ProcessTable tenant={tenant} processes={data.items} />
      <Pager {...data} onPage={(page) => change({ ...search, page: page === 0 ? undefined : page })} />
    </>
  );
}
