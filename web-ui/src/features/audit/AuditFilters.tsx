import "@/i18n/audit";
import { Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { membersQuery } from "@/api/members";
import { DayField } from "@/components/DayField";
import { enAudit } from "@/i18n/en-audit";
import type { AuditSearch } from "./search";

interface AuditFiltersProps {
  tenant: string;
  search: AuditSearch;
  onSearch: (search: AuditSearch) => void;
}

const areas = Object.keys(enAudit.areas) as (keyof typeof enAudit.areas)[];
const PAUSE = 250;

/** Who, about what, to what and when. */
export function AuditFilters({ tenant, search, onSearch }: AuditFiltersProps) {
  const { t } = useTranslation("audit");
  const members = useQuery(membersQuery(tenant)).data ?? [];
  // Whoever is named in the address is shown as chosen, a former member too.
  const names = new Set([...members.map(({ username }) => username), ...(search.actor ? [search.actor] : [])]);
  names.delete("headgate");
  return (
    <>
      <Select
        size="xs"
        w={160}
        searchable
        aria-label={t("who")}
        data={[
          { value: "", label: t("anyActor") },
          { value: "headgate", label: t("headgate") },
          ...[...names].map((name) => ({ value: name, label: name })),
        ]}
        value={search.actor ?? ""}
        onChange={(actor) => onSearch({ ...search, actor: actor || undefined })}
      />
      <Select
        size="xs"
        w={160}
        searchable
        aria-label={t("area")}
        data={[
          { value: "", label: t("anyArea") },
          ...areas.map((area) => ({ value: area, label: t(`areas.${area}`) })),
        ]}
        value={search.about ?? ""}
        onChange={(about) => onSearch({ ...search, about: about || undefined })}
      />
      <Subject search={search} onSearch={onSearch} />
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

function Subject({ search, onSearch }: Omit<AuditFiltersProps, "tenant">) {
  const { t } = useTranslation("audit");
  const [typed, setTyped] = useState(search.subject ?? "");
  const told = useRef(search.subject ?? "");
  const find = useDebouncedCallback((text: string) => {
    told.current = text.trim();
    onSearch({ ...search, subject: told.current || undefined });
  }, PAUSE);
  // Cleared, or come back to: what stands in the address and was not typed here is shown here.
  useEffect(() => {
    if ((search.subject ?? "") !== told.current) {
      told.current = search.subject ?? "";
      setTyped(told.current);
    }
  }, [search.subject]);
  return (
    <TextInput
      size="xs"
      w={160}
      maxLength={200}
      aria-label={t("subject")}
      placeholder={t("subjectPlaceholder")}
      value={typed}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        find(value);
      }}
    />
  );
}
