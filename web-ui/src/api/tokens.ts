import type { IssuedToken, TokenView } from "@contract";
import { queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

/** The tokens of who is signed in, without their secrets. */
export const tokensQuery = queryOptions({
  queryKey: keys.tokens,
  queryFn: async (): Promise<TokenView[]> => body(await client.GET("/api/v1/me/tokens")),
});

/** Makes a token; the answer is the only one that tells its secret. */
export async function issueToken(name: string, days: number): Promise<IssuedToken> {
  return body(await client.POST("/api/v1/me/tokens", { body: { name, days } }));
}

export async function endToken(token: string): Promise<void> {
  await client.DELETE("/api/v1/me/tokens/{token}", { params: { path: { token } } });
}
