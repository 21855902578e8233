import type { Me } from "@contract";
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { body, client, rememberCsrfToken, tellSessionEnd } from "./client";
import { keys } from "./keys";
import { ProblemError } from "./problem";

function remember(me: Me): Me {
  rememberCsrfToken(me.csrfToken);
  return me;
}

/**
 * Who is signed in. A session that ends while its page is open ends nothing on the page: its user stays known, and a dialog asks
 * for the password, so that nothing is lost that is not saved yet.
 */
async function fetchMe({ client: queries }: { client: QueryClient }): Promise<Me | null> {
  try {
    return remember(body(await client.GET("/api/v1/me")));
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 401) {
      const known = queries.getQueryData<Me | null>(keys.me) ?? null;
      if (known) {
        tellSessionEnd();
      }
      return known;
    }
    throw error;
  }
}

/** Who is signed in; null when nobody is. */
export const meQuery = queryOptions({ queryKey: keys.me, queryFn: fetchMe, staleTime: 60_000 });

export async function signIn(username: string, password: string): Promise<Me> {
  return remember(body(await client.POST("/api/v1/session", { body: { username, password } })));
}

export async function signOut(): Promise<void> {
  await client.DELETE("/api/v1/session");
  rememberCsrfToken("");
}
