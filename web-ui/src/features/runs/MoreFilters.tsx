import "@/i18n/runList";
import { Select, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
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
          value={search[name] ?? ""}
          onDay={(day) => onSearch({ ...search, [name]: day || undefined })}
        />
      ))}
    </>
  );
}

interface DayFieldProps {
  label: string;
  value: string;
  onDay: (day: string) => void;
}

/** A day, which counts as soon as its year has four digits: while 2026 is typed, it is the year 2 at first. */
function DayField({ label, value, onDay }: DayFieldProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      type="date"
      size="xs"
      aria-label={label}
      title={label}
      value={typed}
      onChange={({ currentTarget: { value: day } }) => {
        setTyped(day);
        if (day === "" || day >= "1000") {
          onDay(day);
        }
      }}
    />
  );
}
