import { NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { membersQuery } from "@/api/members";
import { tagsQuery } from "@/api/processes";
import { useSession } from "@/features/session/useSession";
import classes from "./ProcessListPage.module.css";
import type { ProcessSearch } from "./search";

interface ListFiltersProps {
  tenant: string;
  search: ProcessSearch;
  onSearch: (search: ProcessSearch) => void;
}

/** What the list shows, and in which order; all of it stands in the address. */
export function ListFilters({ tenant, search, onSearch }: ListFiltersProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(search.q ?? "");
  const change = (part: ProcessSearch) => onSearch({ ...search, page: undefined, ...part });
  const find = useDebouncedCallback((q: string) => change({ q: q.trim() || undefined }), 250);
  return (
    <search className={classes.filters}>
      <TextInput
        aria-label={t("processes.search")}
        placeholder={t("processes.search")}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          find(event.currentTarget.value);
        }}
        className={classes.search}
      />
      <TagFilter tenant={tenant} search={search} onTags={(tag) => change({ tag })} />
      <OwnerFilter tenant={tenant} search={search} onOwner={(owner) => change({ owner })} />
      <NativeSelect
        aria-label={t("processes.state")}
        data={[
          { value: "", label: t("processes.inUse") },
          { value: "only", label: t("processes.archivedOnly") },
          { value: "also", label: t("processes.withArchived") },
        ]}
        value={search.archived ?? ""}
        onChange={({ currentTarget: { value } }) =>
          change({ archived: value === "only" || value === "also" ? value : undefined })
        }
        className={classes.choice}
      />
      <NativeSelect
        aria-label={t("processes.sort")}
        data={[
          { value: "name", label: t("processes.byName") },
          { value: "changed", label: t("processes.byChanged") },
          { value: "lastRun", label: t("processes.byLastRun") },
        ]}
        value={search.sort ?? "name"}
        onChange={({ currentTarget: { value } }) =>
          change({ sort: value === "changed" || value === "lastRun" ? value : undefined })
        }
        className={classes.choice}
      />
    </search>
  );
}

interface TagFilterProps {
  tenant: string;
  search: ProcessSearch;
  onTags: (tags: string[] | undefined) => void;
}

function TagFilter({ tenant, search, onTags }: TagFilterProps) {
  const { t } = useTranslation();
  const { data } = useQuery(tagsQuery(tenant));
  const chosen = search.tag ?? [];
  const others = (data ?? []).filter(({ tag }) => !chosen.includes(tag));
  return (
    <>
      {chosen.map((tag) => (
        <button
          key={tag}
          type="button"
          className={classes.chosen}
          aria-label={t("processes.withoutTag", { tag })}
          onClick={() => {
            const rest = chosen.filter((each) => each !== tag);
            onTags(rest.length === 0 ? undefined : rest);
          }}
        >
          {tag}
          <IconX size={14} aria-hidden />
        </button>
      ))}
      <NativeSelect
        aria-label={t("processes.anyTag")}
        data={[
          { value: "", label: t("processes.anyTag") },
          ...others.map(({ tag, processes }) => ({ value: tag, label: `${tag} (${processes})` })),
        ]}
        value=""
        onChange={({ currentTarget: { value } }) => onTags([...chosen, value])}
        className={classes.choice}
      />
    </>
  );
}

interface OwnerFilterProps {
  tenant: string;
  search: ProcessSearch;
  onOwner: (owner: string | undefined) => void;
}

function OwnerFilter({ tenant, search, onOwner }: OwnerFilterProps) {
  const { t } = useTranslation();
  const me = useSession().username;
  const { data } = useQuery(membersQuery(tenant));
  // Whoever is named in the address is shown as chosen, a former member too.
  const names = new Set([...(data ?? []).map(({ username }) => username), ...(search.owner ? [search.owner] : [])]);
  names.delete(me);
  return (
    <NativeSelect
      aria-label={t("processes.owner")}
      data={[
        { value: "", label: t("processes.anyOwner") },
        { value: me, label: t("processes.mine") },
        ...[...names].map((name) => ({ value: name, label: name })),
      ]}
      value={search.owner ?? ""}
      onChange={({ currentTarget: { value } }) => onOwner(value || undefined)}
      className={classes.choice}
    />
  );
}
