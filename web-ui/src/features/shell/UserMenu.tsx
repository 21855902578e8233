import { Menu, UnstyledButton } from "@mantine/core";
import { IconLogout, IconUserCircle } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { signOut } from "@/api/session";
import { useSession } from "@/features/session/useSession";
import classes from "./UserMenu.module.css";

/** Who is signed in, and signing out. */
export function UserMenu() {
  const { t } = useTranslation();
  const me = useSession();
  const leave = useMutation({
    mutationFn: signOut,
    // A new page, so that nothing of the session stays in memory.
    onSettled: () => location.replace("/sign-in"),
  });
  return (
    <Menu position="top-start" shadow="md">
      <Menu.Target>
        <UnstyledButton
          className={classes.user}
          title={me.displayName}
          aria-label={t("session.account", { name: me.displayName })}
        >
          <IconUserCircle size={20} stroke={1.5} aria-hidden />
          <span className={classes.name}>{me.displayName}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.username}</Menu.Label>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leave.mutate()}>
          {t("session.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
