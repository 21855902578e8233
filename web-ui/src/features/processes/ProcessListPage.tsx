import { Button } from "@mantine/core";
import { IconArchive, IconSearch, IconSitemap } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { processesQuery } from "@/api/processes";
import { useSelection } from "@/components/bulk/useSelection";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { PageHeader } from "@/components/PageHeader";
import { Pager } from "@/components/Pager";
import { ProblemNotice } from "@/components/ProblemNotice";
import { CreateButton } from "@/features/create/CreateButton";
import { usePolling } from "@/features/live/connection";
import { covers, useRole } from "@/features/session/useSession";
import { ListFilters } from "./ListFilters";
import classes from "./ProcessListPage.module.css";
import { ProcessTable } from "./ProcessTable";
import { isFiltered, type ProcessSearch } from "./search";

const SIZE = 20;
const BulkBar = lazy(() => import("./BulkBar"));

export function ProcessListPage() {
  const { t } = useTranslation();
  const { tenant } = useParams({ from: "/signed-in/t/$tenant/processes" });
  const search = useSearch({ from: "/signed-in/t/$tenant/processes" });
  const navigate = useNavigate({ from: "/t/$tenant/processes" });
  const onSearch = (next: ProcessSearch) => void navigate({ search: next, replace: true });
  return (
    <>
      <PageHeader title={t("processes.title")} actions={<CreateButton tenant={tenant} />} />
      <div className={classes.list}>
        <ListFilters tenant={tenant} search={search} onSearch={onSearch} />
        <List tenant={tenant} search={search} onSearch={onSearch} />
      </div>
    </>
  );
}

interface ListProps {
  tenant: string;
  search: ProcessSearch;
  onSearch: (search: ProcessSearch) => void;
}

function List({ tenant, search, onSearch }: ListProps) {
  const { q = "", tag, owner, archived = "no", sort = "name", page = 0 } = search;
  const refetchInterval = usePolling(true);
  const { data, error, refetch } = useQuery({
    ...processesQuery(tenant, { q, tag, owner, archived, sort, page, size: SIZE }),
    refetchInterval,
  });
  const selection = useSelection(data?.items, ({ key }) => key, JSON.stringify(search));
  const mayWork = covers(useRole(tenant), "author");
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
  return (
    <>
      {selection.wasUsed ? (
        <Suspense fallback={null}>
          <BulkBar tenant={tenant} chosen={selection.chosen} onClear={selection.clear} onKeep={selection.keep} />
        </Suspense>
      ) : null}
      {data.total === 0 ? (
        <Nothing tenant={tenant} search={search} onSearch={onSearch} />
      ) : (
        <>
          <ProcessTable
            tenant={tenant}
            processes={data.items}
            selection={mayWork ? selection : null}
            onTag={(wanted) => onSearch({ ...search, page: undefined, tag: [...new Set([...(tag ?? []), wanted])] })}
          />
          <Pager {...data} onPage={(next) => onSearch({ ...search, page: next === 0 ? undefined : next })} />
        </>
      )}
    </>
  );
}

/** Why the list is empty, and the way on. */
function Nothing({ tenant, search, onSearch }: ListProps) {
  const { t } = useTranslation();
  const { archived, q, ...others } = search;
  if (archived === "only" && !isFiltered({ ...others, q })) {
    return <EmptyState icon={IconArchive} title={t("processes.emptyArchive")} hint={t("processes.emptyArchiveHint")} />;
  }
  if (isFiltered(search)) {
    const title = q === undefined ? t("processes.nothingFiltered") : t("processes.nothing", { q });
    return (
      <EmptyState icon={IconSearch} title={title} hint={t("processes.nothingHint")}>
        <Button variant="default" onClick={() => onSearch({ q, sort: search.sort })}>
          {t("app.clear")}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={IconSitemap} title={t("processes.empty")} hint={t("processes.emptyHint")}>
      <CreateButton tenant={tenant} isFirst />
    </EmptyState>
  );
}
