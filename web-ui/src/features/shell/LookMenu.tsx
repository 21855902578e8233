import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { browserZone, useZoneChoice } from "@/components/zone";

const schemes: readonly MantineColorScheme[] = ["light", "dark", "auto"];
const zones = ["local", "utc"] as const;

/** How things are shown: light or dark, and in which time zone. */
export function LookMenu() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { choice, choose } = useZoneChoice();
  return (
    <Menu position="top-end" shadow="md" closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={`${t("look.scheme")}, ${t("look.zone")}`}>
          <IconAdjustmentsHorizontal size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("look.scheme")}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(schemes.find((scheme) => scheme === value) ?? "auto")}
        >
          {schemes.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {t(`look.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t("look.zone")}</Menu.Label>
        <Menu.RadioGroup value={choice} onChange={(value) => choose(value === "utc" ? "utc" : "local")}>
          {zones.map((zone) => (
            <Menu.RadioItem key={zone} value={zone}>
              {t(`look.${zone}`, { zone: browserZone })}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
