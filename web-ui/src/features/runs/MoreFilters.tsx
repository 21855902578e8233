import "@/i18n/runList";
import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DayField } from "@/components/DayField";
import { type RunsSearch, runOrigins } from "./search";

interface MoreFiltersProps {
  search: RunsSearch;
  onSearch: (search: RunsSearch) => void;
}

/** What asked for the runs, and when. */
export function MoreFilters({ search, onSearch }: MoreFiltersProps) {
  const { t } = useTranslation("runList");
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
      {(["from", "to"] as const).map((name) => (
        <DayField
          key={name}
          label={t(name)}
          word={t(`${name}Word`)}
          value={search[name] ?? ""}
          onDay={(day) => onSearch({ ...search, [name]: day || undefined })}
        />
      ))}
    </>
  );
}
