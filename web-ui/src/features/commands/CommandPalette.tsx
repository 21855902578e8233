import "@/i18n/editor";
import "@/i18n/stages";
import { useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import {
  IconActivity,
  IconAlertTriangle,
  IconKeyboard,
  IconListSearch,
  IconPencil,
  IconSettings,
  IconSitemap,
  IconStack2,
  IconSunMoon,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { processesQuery } from "@/api/processes";
import { type Command, CommandMenu } from "@/components/CommandMenu";
import { covers, useRole } from "@/features/session/useSession";

interface CommandPaletteProps {
  tenant: string;
  onClose: () => void;
  onShortcuts: () => void;
}

/** Everything that can be reached from everywhere: processes, pages, switches. */
export function CommandPalette({ tenant, onClose, onShortcuts }: CommandPaletteProps) {
  const { t } = useTranslation();
  const { t: ts } = useTranslation("stages");
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const isAdmin = covers(useRole(tenant), "tenant-admin");
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), 150);
  const { data, isPlaceholderData } = useQuery(processesQuery(tenant, { q, sort: "changed", page: 0, size: 8 }));
  // What was found for the letters before these has to fit them by itself.
  const isFound = !isPlaceholderData && q === typed.trim();
  const processes = (data?.items ?? []).flatMap(({ key, name }): Command[] => [
    {
      id: `open-${key}`,
      label: name,
      hint: key,
      group: t("commands.processes"),
      icon: IconSitemap,
      // What the server has found is shown, however it has found it.
      words: isFound ? typed : key,
      run: () => void navigate({ to: "/t/$tenant/processes/$process", params: { tenant, process: key } }),
    },
  ]);
  const edits = (data?.items ?? []).map(
    ({ key, name }): Command => ({
      id: `edit-${key}`,
      label: `${t("process.edit")}: ${name}`,
      group: t("commands.actions"),
      icon: IconPencil,
      words: key,
      run: () => void navigate({ to: "/t/$tenant/processes/$process/edit", params: { tenant, process: key } }),
    }),
  );
  const pages: Command[] = [
    {
      id: "processes",
      label: t("app.processes"),
      group: t("commands.pages"),
      icon: IconSitemap,
      run: () => void navigate({ to: "/t/$tenant/processes", params: { tenant } }),
    },
    {
      id: "runs",
      label: t("app.runs"),
      group: t("commands.pages"),
      icon: IconActivity,
      run: () => void navigate({ to: "/t/$tenant/runs", params: { tenant } }),
    },
    {
      id: "stages",
      label: ts("title"),
      group: t("commands.pages"),
      icon: IconStack2,
      run: () => void navigate({ to: "/t/$tenant/stages", params: { tenant } }),
    },
    {
      id: "settings",
      label: t("app.settings"),
      group: t("commands.pages"),
      icon: IconSettings,
      words: "retention history trials samples",
      run: () => void navigate({ to: "/t/$tenant/settings", params: { tenant } }),
    },
    ...(isAdmin
      ? [
          {
            id: "audit",
            label: t("commands.audit"),
            group: t("commands.pages"),
            icon: IconListSearch,
            words: "who did what log",
            run: () => void navigate({ to: "/t/$tenant/audit", params: { tenant } }),
          },
        ]
      : []),
    {
      id: "alerts",
      label: t("app.alerts"),
      group: t("commands.pages"),
      icon: IconAlertTriangle,
      run: () => void navigate({ to: "/t/$tenant/alerts", params: { tenant } }),
    },
  ];
  const isDark = document.documentElement.getAttribute("data-mantine-color-scheme") === "dark";
  const switches: Command[] = [
    {
      id: "scheme",
      label: t("commands.toggleScheme"),
      group: t("commands.actions"),
      icon: IconSunMoon,
      words: colorScheme,
      run: () => setColorScheme(isDark ? "light" : "dark"),
    },
    {
      id: "shortcuts",
      label: t("commands.shortcuts"),
      group: t("commands.actions"),
      icon: IconKeyboard,
      words: "? keyboard help",
      run: onShortcuts,
    },
  ];
  return (
    <CommandMenu
      title={t("commands.title")}
      placeholder={t("commands.search")}
      nothing={t("commands.nothing")}
      commands={[...processes, ...pages, ...edits, ...switches]}
      onClose={onClose}
      onType={setTyped}
    />
  );
}
