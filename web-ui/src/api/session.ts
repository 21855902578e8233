import type { Me } from "@contract";
import { queryOptions } from "@tanstack/react-query";
import { body, client, rememberCsrfToken } from "./client";
import { keys } from "./keys";
import { ProblemError } from "./problem";

function remember(me: Me): Me {
  rememberCsrfToken(me.csrfToken);
  return me;
}

async function fetchMe(): Promise<Me | null> {
  try {
    return remember(body(await client.GET("/api/v1/me")));
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 401) {
      return null;
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
