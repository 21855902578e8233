import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { locationsQuery } from "@/api/locations";
import { useDraft, useEditor, useEditorState } from "../EditorStore";
import { upstreamsOf } from "../model/columns";
import { componentOf } from "../model/draft";
import { placeholderChoices } from "../model/placeholders";
import { settingsMessages } from "../model/problems";
import { useKnownColumns } from "../useKnownColumns";
import type { SettingsContext } from "./formContext";

/** What the fields of a component's settings have to know: what comes in, what a run gives, where data lies, what is wrong. */
export function useSettingsContext(key: string): SettingsContext {
  const { t } = useTranslation();
  const { tenant, process } = useEditor();
  const draft = useDraft();
  const problems = useEditorState((state) => state.problems);
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  const known = useKnownColumns(tenant, process);
  const { data: locations } = useQuery(locationsQuery(tenant));
  const settings = componentOf(draft, key)?.settings;
  const called = typeof settings?.process === "string" ? settings.process : "";
  return useMemo(
    () => ({
      tenant,
      process,
      called,
      component: key,
      upstreams: upstreamsOf(draft, key, known),
      placeholders: placeholderChoices(draft.parameters, {
        date: t("settings.placeholderDate"),
        id: t("settings.placeholderId"),
      }),
      locations: locations ?? [],
      messages: settingsMessages(problems, key),
      isReadOnly,
    }),
    [tenant, process, called, draft, key, known, locations, problems, isReadOnly, t],
  );
}
