import { Button } from "@mantine/core";
import { IconBuilding } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { useTitle } from "@/components/useTitle";
import { useSession } from "@/features/session/useSession";
import classes from "./TenantShell.module.css";

export function UnknownTenant() {
  const { t } = useTranslation();
  const me = useSession();
  useTitle(t("tenant.unknown"));
  return (
    <main className={classes.alone}>
      <EmptyState isPage icon={IconBuilding} title={t("tenant.unknown")} hint={t("tenant.unknownHint")}>
        {me.tenants.map((tenant) => (
          <Button
            key={tenant.key}
            variant="default"
            renderRoot={(props) => <Link to="/t/$tenant/processes" params={{ tenant: tenant.key }} {...props} />}
          >
            {tenant.name}
          </Button>
        ))}
      </EmptyState>
    </main>
  );
}
