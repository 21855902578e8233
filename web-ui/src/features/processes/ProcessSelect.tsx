import { Select, type SelectProps } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { processesQuery, processQuery } from "@/api/processes";

const PAUSE = 300;
const OFFERED = 20;

type Passed = Omit<SelectProps, "data" | "value" | "onChange" | "searchable" | "filter" | "onSearchChange">;

interface ProcessSelectProps extends Passed {
  tenant: string;
  /** The key of the chosen process; empty for none. */
  value: string;
  onChange: (process: string) => void;
  /** The key of a process that cannot be chosen. */
  except?: string;
  /** How the choice of none is called, where that is one of the choices. */
  none?: string;
}

/** A process of the tenant, found by what one types of its name or key. */
export function ProcessSelect({ tenant, value, onChange, except, none, ...passed }: ProcessSelectProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), PAUSE);
  const { data } = useQuery(processesQuery(tenant, { q, sort: "name", page: 0, size: OFFERED }));
  const found = (data?.items ?? [])
    .filter(({ key }) => key !== except)
    .map(({ key, name }) => ({ value: key, label: `${name} (${key})` }));
  // A label that changes would take the place of what somebody types: the chosen one's does not depend on what is offered now.
  const known = useRef(new Map<string, string>());
  for (const process of found) {
    known.current.set(process.value, process.label);
  }
  const isKnown = known.current.has(value);
  const chosen = useQuery({ ...processQuery(tenant, value), enabled: value !== "" && data !== undefined && !isKnown });
  if (chosen.data) {
    known.current.set(chosen.data.key, `${chosen.data.name} (${chosen.data.key})`);
  }
  const isOffered = found.some((process) => process.value === value);
  const all = [
    ...(none === undefined ? [] : [{ value: "", label: none }]),
    ...found,
    ...(value === "" || isOffered ? [] : [{ value, label: known.current.get(value) ?? value }]),
  ];
  return (
    <Select
      placeholder={t("processes.choose")}
      nothingFoundMessage={t("processes.noneFound")}
      comboboxProps={{ withinPortal: true }}
      {...passed}
      data={all}
      value={none === undefined && value === "" ? null : value}
      onChange={(key) => onChange(key ?? "")}
      searchable
      // The api has searched already: it knows more processes than are offered here.
      filter={({ options }) => options}
      onSearchChange={(text) => setTyped(all.some(({ label }) => label === text) ? "" : text)}
    />
  );
}
