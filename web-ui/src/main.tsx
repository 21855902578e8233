import "@mantine/core/styles.layer.css";
import "@fontsource-variable/inter/wght.css";
import "./theme/tokens.css";
import "./i18n";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueries } from "./queries";
import { createAppRouter } from "./router";
import { theme } from "./theme/theme";

const queries = createQueries();
const router = createAppRouter(queries);
// The page's own code is on its way while the api is asked who is there (index.html does it already); if it does not come, the router says so.
const [routes] = router.getMatchedRoutes(router.latestLocation.pathname);
for (const route of routes) {
  router.loadRouteChunk(route)?.catch(() => {});
}
const root = document.getElementById("root");
if (!root) {
  throw new Error("The page has no place for the application.");
}

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
