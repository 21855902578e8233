import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { browserZone, useZoneChoice } from "@/components/zone";

const schemes: readonly MantineColorScheme[] = ["light", "dark", "auto"];
const zones = ["local", "utc"] as const;

/** How things are shown: light or dark, and in which time zone. */
export function LookMenu() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { choice, choose } = useZoneChoice();
  const chosen = (isChosen: boolean) => (isChosen ? <IconCheck size={14} aria-hidden /> : null);
  return (
    <Menu position="top-end" shadow="md" closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={`${t("look.scheme")}, ${t("look.zone")}`}>
          <IconAdjustmentsHorizontal size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("look.scheme")}</Menu.Label>
        {schemes.map((scheme) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={colorScheme === scheme}
            rightSection={chosen(colorScheme === scheme)}
            onClick={() => setColorScheme(scheme)}
          >
            {t(`look.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t("look.zone")}</Menu.Label>
        {zones.map((zone) => (
          <Menu.Item
            key={zone}
            role="menuitemradio"
            aria-checked={choice === zone}
            rightSection={chosen(choice === zone)}
            onClick={() => choose(zone)}
          >
            {t(`look.${zone}`, { zone: browserZone })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
