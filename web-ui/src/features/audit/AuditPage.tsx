import "@/i18n/audit";
import { Button } from "@mantine/core";
import { IconDownload, IconFilterOff, IconListSearch, IconLock } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type AuditFilter, auditCsv, auditQuery } from "@/api/audit";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { PageHeader } from "@/components/PageHeader";
import { ProblemNotice } from "@/components/ProblemNotice";
import { dayStart, useZoneChoice } from "@/components/zone";
import { covers, useRole } from "@/features/session/useSession";
import classes from "./Audit.module.css";
import { AuditFilters } from "./AuditFilters";
import { AuditTable } from "./AuditTable";
import { type AuditSearch, readAuditSearch } from "./search";

/** Who did what in a tenant, for its admins; the filters stand in the address. */
export function AuditPage() {
  const { t } = useTranslation();
  const { t: ta } = useTranslation("audit");
  const { tenant } = useParams({ from: "/signed-in/t/$tenant/audit" });
  const search = readAuditSearch(useSearch({ from: "/signed-in/t/$tenant/audit" }));
  const navigate = useNavigate({ from: "/t/$tenant/audit" });
  const onSearch = (next: AuditSearch) => void navigate({ search: { ...next }, replace: true });
  const zone = useZoneChoice(({ choice }) => choice);
  const filter: AuditFilter = {
    ...search,
    from: search.from && dayStart(search.from, zone),
    to: search.to && dayStart(search.to, zone, 1),
  };
  const mayRead = covers(useRole(tenant), "tenant-admin");
  const trail = useInfiniteQuery({ ...auditQuery(tenant, filter), enabled: mayRead });
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = trail;
  const isFiltered = Object.keys(search).length > 0;
  if (!mayRead) {
    return (
      <>
        <PageHeader title={ta("title")} />
        <EmptyState icon={IconLock} title={ta("forbidden")} hint={ta("forbiddenHint")} />
      </>
    );
  }
  const entries = data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageHeader
        title={ta("title")}
        above={
          <Link to="/t/$tenant/settings" params={{ tenant }}>
            {t("app.settings")}
          </Link>
        }
        actions={
          <Button
            component="a"
            href={auditCsv(tenant, filter)}
            download
            variant="default"
            title={ta("csvHint")}
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {ta("csv")}
          </Button>
        }
      />
      <p className={classes.lead}>{ta("lead")}</p>
      <Card
        title={ta("entries")}
        flush
        aside={
          <>
            {isFiltered ? (
              <Button variant="subtle" onClick={() => onSearch({})}>
                {t("app.clear")}
              </Button>
            ) : null}
            <AuditFilters tenant={tenant} search={search} onSearch={onSearch} />
          </>
        }
      >
        {error ? (
          <div className={classes.inset}>
            <ProblemNotice error={error} onRetry={() => void (data ? fetchNextPage() : trail.refetch())} />
          </div>
        ) : null}
        {entries || error ? null : <Loading rows={8} height={24} />}
        {entries?.length === 0 ? (
          <EmptyState
            icon={isFiltered ? IconFilterOff : IconListSearch}
            title={ta(isFiltered ? "nothing" : "empty")}
            hint={ta(isFiltered ? "nothingHint" : "emptyHint")}
          />
        ) : null}
        {entries && entries.length > 0 ? <AuditTable tenant={tenant} entries={entries} /> : null}
        {hasNextPage ? (
          <p className={classes.more}>
            <Button
              variant="default"
              size="compact-sm"
              loading={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
            >
              {ta("more")}
            </Button>
          </p>
        ) : null}
      </Card>
    </>
  );
}
