import { AppShell, Burger } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconActivity, IconAlertTriangle, IconSettings, IconSitemap } from "@tabler/icons-react";
import { Link, Outlet, useLocation, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Logo } from "@/components/Logo";
import { Commands } from "@/features/commands/Commands";
import { ConnectionBanner } from "@/features/live/ConnectionBanner";
import { useLive } from "@/features/live/useLive";
import { useSessionEnd } from "@/features/session/sessionEnd";
import { useSession } from "@/features/session/useSession";
import { rememberTenant } from "@/features/tenants/lastTenant";
import { TenantSwitch } from "@/features/tenants/TenantSwitch";
import { LookMenu } from "./LookMenu";
import classes from "./TenantShell.module.css";
import { UnknownTenant } from "./UnknownTenant";
import { UserMenu } from "./UserMenu";

const SessionDialog = lazy(async () => ({
  default: (await import("@/features/session/SessionDialog")).SessionDialog,
}));

// A number that does not come must not take the page with it.
const OpenAlerts = lazy(() => import("@/features/alerts/OpenAlerts").catch(() => ({ default: () => null })));

/** What stands around every page of a tenant. */
export function TenantShell() {
  const { tenant } = useParams({ from: "/signed-in/t/$tenant" });
  const me = useSession();
  const isKnown = me.tenants.some((candidate) => candidate.key === tenant);
  return isKnown ? <KnownTenant key={tenant} tenant={tenant} /> : <UnknownTenant />;
}

function KnownTenant({ tenant }: { tenant: string }) {
  const { t } = useTranslation();
  const me = useSession();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  const isEnded = useSessionEnd((state) => state.isEnded);
  useLive(tenant);
  useEffect(() => rememberTenant(tenant), [tenant]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the navigation closes because the page has changed.
  useEffect(() => close(), [pathname, close]);
  const name = me.tenants.find((candidate) => candidate.key === tenant)?.name ?? tenant;
  return (
    <AppShell
      navbar={{ width: 224, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
      header={{ height: { base: 56, sm: 0 } }}
      padding={0}
    >
      <a href="#content" className={classes.skip}>
        {t("app.skip")}
      </a>
      <AppShell.Header hiddenFrom="sm" className={classes.top}>
        <Burger
          opened={isOpen}
          onClick={toggle}
          size="sm"
          aria-label={isOpen ? t("app.closeNavigation") : t("app.openNavigation")}
        />
        <span className={classes.topTenant}>{name}</span>
        <LookMenu />
      </AppShell.Header>
      <AppShell.Navbar className={classes.side} data-shut={!isOpen || undefined} aria-label={t("app.navigation")}>
        <Link to="/t/$tenant/processes" params={{ tenant }} className={classes.home}>
          <Logo />
        </Link>
        <TenantSwitch tenant={tenant} />
        <Navigation tenant={tenant} />
        <div className={classes.foot}>
          <UserMenu />
          <span className={classes.wideOnly}>
            <LookMenu />
          </span>
        </div>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <ConnectionBanner />
        <div className={classes.page}>
          <Outlet />
        </div>
        <Commands tenant={tenant} />
        {isEnded ? (
          <Suspense fallback={null}>
            <SessionDialog />
          </Suspense>
        ) : null}
      </AppShell.Main>
    </AppShell>
  );
}

function Navigation({ tenant }: { tenant: string }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.links}>
      <li>
        <Link to="/t/$tenant/processes" params={{ tenant }} className={classes.link}>
          <IconSitemap size={18} stroke={1.75} aria-hidden />
          {t("app.processes")}
        </Link>
      </li>
      <li>
        <Link to="/t/$tenant/runs" params={{ tenant }} className={classes.link}>
          <IconActivity size={18} stroke={1.75} aria-hidden />
          {t("app.runs")}
        </Link>
      </li>
      <li>
        <Link to="/t/$tenant/alerts" params={{ tenant }} className={classes.link}>
          <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
          {t("app.alerts")}
          <Suspense fallback={null}>
            <OpenAlerts tenant={tenant} />
          </Suspense>
        </Link>
      </li>
      <li>
        <Link to="/t/$tenant/settings" params={{ tenant }} className={classes.link}>
          <IconSettings size={18} stroke={1.75} aria-hidden />
          {t("app.settings")}
        </Link>
      </li>
    </ul>
  );
}
