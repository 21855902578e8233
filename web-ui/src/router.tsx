import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import { whenSessionEnds } from "./api/client";
import { keys } from "./api/keys";
import { Loading } from "./components/Loading";
import { useSessionEnd } from "./features/session/sessionEnd";
import { NotFoundPage } from "./features/shell/NotFoundPage";
import { PageProblem } from "./features/shell/PageProblem";
import { routeTree } from "./routes";

export function createAppRouter(queries: QueryClient) {
  const router = createRouter({
    routeTree,
    context: { queries },
    defaultPendingComponent: Loading,
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: PageProblem,
    scrollRestoration: true,
  });
  whenSessionEnds(() => {
    if (router.state.location.pathname.startsWith("/t/")) {
      // The page stays, and with it whatever is not saved yet; a dialog asks for the password.
      useSessionEnd.setState({ isEnded: true });
    } else if (router.state.location.pathname !== "/sign-in") {
      const search = { to: router.state.location.href, ended: true };
      // Only then is nobody signed in: the page that is being left still needs its user.
      void router.navigate({ to: "/sign-in", search }).then(() => queries.setQueryData(keys.me, null));
    }
  });
  return router;
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
