import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { processesQuery } from "@/api/processes";
import { Card } from "@/components/Card";
import { PageHeader } from "@/components/PageHeader";
import { MoreFilters } from "./MoreFilters";
import { RunList, StateFilter } from "./RunList";
import { StageFilter } from "./StageFilter";
import { isNarrowed, type RunsSearch } from "./search";

const SIZE = 25;

/** Every run of the tenant, filtered by what stands in the address. */
export function RunsPage() {
  const { t } = useTranslation();
  const { tenant } = useParams({ from: "/signed-in/t/$tenant/runs" });
  const search = useSearch({ from: "/signed-in/t/$tenant/runs" });
  const navigate = useNavigate({ from: "/t/$tenant/runs" });
  const onSearch = (next: RunsSearch) => void navigate({ search: next, replace: true });
  const isFiltered = search.process !== undefined || isNarrowed(search);
  return (
    <>
      <PageHeader title={t("runs.title")} />
      <Card
        title={t("runs.all")}
        flush
        aside={
          <>
            {search.version === undefined ? null : <span>{t("runs.ofVersion", { n: search.version })}</span>}
            {isFiltered ? (
              <Button variant="subtle" onClick={() => onSearch({})}>
                {t("app.clear")}
              </Button>
            ) : null}
            <ProcessFilter tenant={tenant} search={search} onSearch={onSearch} />
            <StageFilter tenant={tenant} search={search} onSearch={onSearch} />
            <StateFilter search={search} onSearch={onSearch} />
            <MoreFilters search={search} onSearch={onSearch} />
          </>
        }
      >
        <RunList tenant={tenant} search={search} size={SIZE} />
      </Card>
    </>
  );
}

interface ProcessFilterProps {
  tenant: string;
  search: RunsSearch;
  onSearch: (search: RunsSearch) => void;
}

function ProcessFilter({ tenant, search, onSearch }: ProcessFilterProps) {
  const { t } = useTranslation();
  const { data } = useQuery(processesQuery(tenant, { q: "", sort: "name", page: 0, size: 200 }));
  const known = (data?.items ?? []).map((process) => ({ value: process.key, label: process.name }));
  // A process beyond the first page, named in the address, must still be shown as chosen.
  const named = search.process;
  const others = named && !known.some((each) => each.value === named) ? [{ value: named, label: named }] : [];
  return (
    <Select
      size="xs"
      searchable
      aria-label={t("runs.process")}
      data={[{ value: "", label: t("runs.anyProcess") }, ...known, ...others]}
      value={named ?? ""}
      onChange={(process) => onSearch({ ...search, process: process || undefined, version: undefined })}
      w={208}
    />
  );
}
