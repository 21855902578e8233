import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { catalogQuery } from "./api/catalog";
import { draftQuery, processQuery } from "./api/processes";
import { meQuery } from "./api/session";
import { readEditorSearch } from "./features/editor/search";
import { readHistorySearch } from "./features/history/search";
import { readProcessSearch } from "./features/processes/search";
import { readRunSearch, readRunsSearch } from "./features/runs/search";
import { SignInPage } from "./features/session/SignInPage";
import { safeReturn } from "./features/session/safeReturn";
import { homeOf } from "./features/tenants/lastTenant";
import { readVersionsSearch } from "./features/versions/search";

const rootRoute = createRootRouteWithContext<{ queries: QueryClient }>()();

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { to?: string; ended?: boolean } => ({
    ...(typeof search.to === "string" ? { to: search.to } : {}),
    ...(search.ended === true ? { ended: true } : {}),
  }),
  beforeLoad: async ({ context, search }) => {
    if (!search.ended && (await context.queries.ensureQueryData(meQuery))) {
      throw redirect({ href: safeReturn(search.to) });
    }
  },
  component: SignInPage,
});

/** Everything but signing in needs somebody; the address is kept for after. */
const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "signed-in",
  beforeLoad: async ({ context, location }) => {
    const me = await context.queries.ensureQueryData(meQuery);
    if (!me) {
      throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { to: location.href } });
    }
    return { me };
  },
});

const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/",
  beforeLoad: ({ context }) => {
    const tenant = homeOf(context.me.tenants.map((candidate) => candidate.key));
    if (tenant) {
      throw redirect({ to: "/t/$tenant/processes", params: { tenant } });
    }
  },
  component: lazyRouteComponent(() => import("./features/tenants/NoTenantPage"), "NoTenantPage"),
});

const tenantRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/t/$tenant",
  component: lazyRouteComponent(() => import("./features/shell/TenantShell"), "TenantShell"),
});

const tenantHomeRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/t/$tenant/processes", params });
  },
});

const processesRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: "/processes",
  validateSearch: readProcessSearch,
  component: lazyRouteComponent(() => import("./features/processes/ProcessListPage"), "ProcessListPage"),
});

const processRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: "/processes/$process",
  validateSearch: readRunsSearch,
  component: lazyRouteComponent(() => import("./features/process/ProcessPage"), "ProcessPage"),
});

const editorRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: "/processes/$process/edit",
  validateSearch: readEditorSearch,
  // Asked for while the editor itself is still being loaded, and once for each time that it is opened: from then on it knows best.
  loader: ({ context: { queries }, params: { tenant, process } }) =>
    Promise.allSettled([
      queries.fetchQuery({ ...draftQuery(tenant, process), staleTime: 0 }),
      queries.fetchQuery(processQuery(tenant, process)),
      queries.fetchQuery(catalogQuery),
    ]),
  shouldReload: false,
  gcTime: 0,
  component: lazyRouteComponent(() => import("./features/editor/EditorPage")),
});

const versionsRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: "/processes/$process/versions",
  validateSearch: readVersionsSearch,
  component: lazyRouteComponent(() => import("./features/versions/VersionsPage"), "VersionsPage"),
});

const historyRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: "/processes/$process/history",
  validateSearch: readHistorySearch,
  component: lazyRouteComponent(() => import("./features/history/HistoryPage"), "HistoryPage"),
});

const runsRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: "/runs",
  validateSearch: readRunsSearch,
  component: lazyRouteComponent(() => import("./features/runs/RunsPage"), "RunsPage"),
});

const alertsRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: "/alerts",
  // Read by the page itself: what a first visit loads is as small as can be.
  validateSearch: (search: { alert?: unknown; closed?: unknown; page?: unknown }) => search,
  component: lazyRouteComponent(() => import("./features/alerts/AlertsPage"), "AlertsPage"),
});

const runRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: "/runs/$run",
  validateSearch: readRunSearch,
  component: lazyRouteComponent(() => import("./features/runs/RunPage"), "RunPage"),
});

const stagesRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: "/stages",
  component: lazyRouteComponent(() => import("./features/stages/StagesPage"), "StagesPage"),
});

const settingsRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: "/settings",
  component: lazyRouteComponent(() => import("./features/settings/SettingsPage"), "SettingsPage"),
});

const auditRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: "/audit",
  // Read by the page itself: what a first visit loads is as small as can be.
  validateSearch: (search: Record<string, unknown>) => search,
  component: lazyRouteComponent(() => import("./features/audit/AuditPage"), "AuditPage"),
});

export const routeTree = rootRoute.addChildren([
  signInRoute,
  signedInRoute.addChildren([
    homeRoute,
    tenantRoute.addChildren([
      tenantHomeRoute,
      processesRoute,
      processRoute,
      editorRoute,
      versionsRoute,
      historyRoute,
      runsRoute,
      alertsRoute,
      runRoute,
      stagesRoute,
      settingsRoute,
      auditRoute,
    ]),
  ]),
]);
