import { IconBuilding } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { useTitle } from "@/components/useTitle";
import { useSession } from "@/features/session/useSession";
import { UserMenu } from "@/features/shell/UserMenu";
import classes from "../shell/TenantShell.module.css";

export function NoTenantPage() {
  const { t } = useTranslation();
  const me = useSession();
  useTitle(t("tenant.none"));
  return (
    <main className={classes.alone}>
      <EmptyState
        isPage
        icon={IconBuilding}
        title={t("tenant.none")}
        hint={t("tenant.noneHint", { name: me.displayName })}
      >
        <UserMenu />
      </EmptyState>
    </main>
  );
}
