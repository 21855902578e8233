import type { Me } from "@contract";
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { body, client, rememberCsrfToken, tellSessionEnd, whenTokenIsOld } from "./client";
import { keys } from "./keys";
import { ProblemError } from "./problem";

let known: Pick<Me, "username" | "csrfToken"> | null = null;

function remember(me: Me): Me {
  known = me;
  rememberCsrfToken(me.csrfToken);
  return me;
}

whenTokenIsOld(async () => {
  try {
    const me = body(await client.GET("/api/v1/me"));
    const isNew = me.username === known?.username && me.csrfToken !== known.csrfToken;
    if (isNew) {
      remember(me);
    }
    return isNew;
  } catch {
    return false;
  }
});

/**
 * Who is signed in. A session that ends while its page is open ends nothing on the page: its user stays known, and a dialog asks
 * for the password, so that nothing is lost that is not saved yet.
 */
async function fetchMe({ client: queries }: { client: QueryClient }): Promise<Me | null> {
  try {
    return remember(body(await client.GET("/api/v1/me")));
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 401) {
      const before = queries.getQueryData<Me | null>(keys.me) ?? null;
      if (before) {
        tellSessionEnd();
      }
      return before;
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
  known = null;
  rememberCsrfToken("");
}
