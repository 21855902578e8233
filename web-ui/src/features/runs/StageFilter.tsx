import "@/i18n/stages";
import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useStages } from "@/features/stages/useStages";
import type { RunsSearch } from "./search";

interface StageFilterProps {
  tenant: string;
  search: RunsSearch;
  onSearch: (search: RunsSearch) => void;
}

/** Chooses a stage, or any; there is nothing to choose with a single one. */
export function StageFilter({ tenant, search, onSearch }: StageFilterProps) {
  const { t: ts } = useTranslation("stages");
  const stages = useStages(tenant);
  return stages.length === 0 ? null : (
    <Select
      size="xs"
      aria-label={ts("stage")}
      data={[{ value: "", label: ts("anyStage") }, ...stages.map(({ key, name }) => ({ value: key, label: name }))]}
      value={search.stage ?? ""}
      onChange={(stage) => onSearch({ ...search, stage: stage || undefined })}
      w={144}
    />
  );
}
