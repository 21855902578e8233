import { Button } from "@mantine/core";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { PageHeader } from "@/components/PageHeader";
import { ProcessSelect } from "@/features/processes/ProcessSelect";
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
            <ProcessSelect
              size="xs"
              w={208}
              aria-label={t("runs.process")}
              tenant={tenant}
              value={search.process ?? ""}
              none={t("runs.anyProcess")}
              onChange={(process) => onSearch({ ...search, process: process || undefined, version: undefined })}
            />
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
