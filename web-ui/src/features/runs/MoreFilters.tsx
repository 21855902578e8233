import "@/i18n/runList";
import { Select, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type RunsSearch, runOrigins } from "./search";

interface MoreFiltersProps {
  search: RunsSearch;
  onSearch: (search: RunsSearch) => void;
}

/** What asked for the runs, and when. */
export function MoreFilters({ search, onSearch }: MoreFiltersProps) {
  const { t } = useTranslation("runList");
  const day = (name: "from" | "to") => (
    <TextInput
      type="date"
      size="xs"
      aria-label={t(name)}
      title={t(name)}
      value={search[name] ?? ""}
      onChange={({ currentTarget: { value } }) => onSearch({ ...search, [name]: value || undefined })}
    />
  );
  return (
    <>
      <Select
        size="xs"
        w={136}
        aria-label={t("origin")}
        data={[
          { value: "", label: t("anyOrigin") },
          ...runOrigins.map((origin) => ({ value: origin, label: t(`origins.${origin}`) })),
        ]}
        value={search.origin ?? ""}
        onChange={(chosen) => onSearch({ ...search, origin: runOrigins.find((origin) => origin === chosen) })}
      />
      {day("from")}
      {day("to")}
    </>
  );
}
