import { QueryClient } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";
import { type Call, problem, serve } from "@/test-server";
import { whenSessionEnds } from "./client";
import { saveDraft } from "./processes";
import { meQuery } from "./session";

const me = (username: string, csrfToken: string) => ({ username, displayName: username, csrfToken, tenants: [] });

/** The api as it is after somebody has signed in in another tab: the cookie is of a new session, the page's token of the old one. */
async function afterAnotherSignIn(whoIsIt: string) {
  let now = me("ann", "old");
  const ended = vi.fn();
  whenSessionEnds(ended);
  const calls = serve(({ path, headers, body }: Call) => {
    if (path === "/api/v1/me") {
      return now;
    }
    return headers.get("X-CSRF-Token") === now.csrfToken
      ? { definition: JSON.parse(body), etag: "2", problems: [] }
      : problem(401, "session.needed");
  });
  await new QueryClient().fetchQuery(meQuery);
  now = me(whoIsIt, "new");
  return { calls, ended };
}

it("takes the new token when its user has signed in again in another tab, and sends the call once more", async () => {
  const { calls, ended } = await afterAnotherSignIn("ann");
  expect((await saveDraft("acme", "delays", { key: "delays" }, "1")).etag).toBe("2");
  const [first, second] = calls.filter(({ method }) => method === "PUT");
  expect([first?.headers.get("X-CSRF-Token"), second?.headers.get("X-CSRF-Token")]).toEqual(["old", "new"]);
  expect(second?.body).toBe('{"key":"delays"}');
  expect(ended).not.toHaveBeenCalled();
});

it("sends nothing in the name of somebody else", async () => {
  const { calls, ended } = await afterAnotherSignIn("bob");
  await expect(saveDraft("acme", "delays", {}, "1")).rejects.toThrow();
  expect(calls.filter(({ method }) => method === "PUT")).toHaveLength(1);
  expect(ended).toHaveBeenCalledOnce();
});
