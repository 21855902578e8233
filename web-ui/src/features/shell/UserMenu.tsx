import { Menu, UnstyledButton } from "@mantine/core";
import { IconLogout, IconUserCircle } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { signOut } from "@/api/session";
import { useSession } from "@/features/session/useSession";
import classes from "./UserMenu.module.css";

/** Who is signed in, and signing out. */
export function UserMenu() {
  const { t } = useTranslation();
  const me = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: signOut,
    onSettled: async () => {
      await navigate({ to: "/sign-in", search: { ended: undefined } });
      queries.clear();
      queries.setQueryData(keys.me, null);
    },
  });
  return (
    <Menu position="top-start" shadow="md">
      <Menu.Target>
        <UnstyledButton className={classes.user} aria-label={t("session.account", { name: me.displayName })}>
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
