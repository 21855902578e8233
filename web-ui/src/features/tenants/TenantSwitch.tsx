import { Menu, UnstyledButton } from "@mantine/core";
import { IconCheck, IconSelector } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { useSession } from "@/features/session/useSession";
import { rememberTenant } from "./lastTenant";
import classes from "./TenantSwitch.module.css";

/** The tenant's name, always in sight, and the way to another one. What was loaded of the old one is dropped. */
export function TenantSwitch({ tenant }: { tenant: string }) {
  const { t } = useTranslation();
  const me = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const current = me.tenants.find((candidate) => candidate.key === tenant);
  const name = current?.name ?? tenant;

  async function change(next: string) {
    rememberTenant(next);
    await navigate({ to: "/t/$tenant/processes", params: { tenant: next } });
    queries.removeQueries({ queryKey: keys.tenant(tenant) });
  }

  const badge = (
    <>
      <span className={classes.mark} aria-hidden>
        {name.slice(0, 1).toUpperCase()}
      </span>
      <span className={classes.words}>
        <span className={classes.name} title={name}>
          {name}
        </span>
        {current ? <span className={classes.role}>{t(`tenant.role.${current.role}`)}</span> : null}
      </span>
    </>
  );
  if (me.tenants.length < 2) {
    return <div className={classes.tenant}>{badge}</div>;
  }
  return (
    <Menu position="bottom-start" width="target" shadow="md">
      <Menu.Target>
        <UnstyledButton className={classes.tenant} aria-label={t("tenant.switch", { name })}>
          {badge}
          <IconSelector size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("tenant.label")}</Menu.Label>
        {me.tenants.map((candidate) => (
          <Menu.Item
            key={candidate.key}
            onClick={() => void change(candidate.key)}
            rightSection={candidate.key === tenant ? <IconCheck size={14} aria-hidden /> : null}
          >
            {candidate.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
