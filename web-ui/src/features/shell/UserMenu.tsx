import { Menu, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKey, IconLogout, IconUserCircle } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { signOut } from "@/api/session";
import { useSession } from "@/features/session/useSession";
import classes from "./UserMenu.module.css";

const TokensDialog = lazy(() => import("@/features/session/TokensDialog"));

/** Who is signed in, tokens for programs, and signing out. */
export function UserMenu() {
  const { t } = useTranslation();
  const me = useSession();
  const [areTokensOpen, tokens] = useDisclosure(false);
  const leave = useMutation({
    mutationFn: signOut,
    // A new page, so that nothing of the session stays in memory.
    onSettled: () => location.replace("/sign-in"),
  });
  return (
    <>
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
          <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={tokens.open}>
            {t("session.tokens")}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leave.mutate()}>
            {t("session.signOut")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {areTokensOpen ? (
        <Suspense>
          <TokensDialog onClose={tokens.close} />
        </Suspense>
      ) : null}
    </>
  );
}
