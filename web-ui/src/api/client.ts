import type { paths } from "@contract";
import createClient, { type Middleware } from "openapi-fetch";
import { problemOf } from "./problem";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

let csrfToken = "";
let onSessionEnd: () => void = () => {};
let renew: () => Promise<boolean> = async () => false;

/** The session's own token, which every unsafe call has to show. */
export function rememberCsrfToken(token: string): void {
  csrfToken = token;
}

/** What every refused call says by itself; for those that ask who is signed in. */
export function tellSessionEnd(): void {
  onSessionEnd();
}

/** Called when the api no longer knows who is calling. */
export function whenSessionEnds(listener: () => void): void {
  onSessionEnd = listener;
}

/**
 * Who to ask for a new token when a call is refused: somebody may have signed in again in another tab, and the session that the
 * browser has now has a token of its own. Answers whether there is a new one, of the same user.
 */
export function whenTokenIsOld(ask: () => Promise<boolean>): void {
  renew = ask;
}

/** Unsafe calls as they were sent, body and all, for the one time that they may have to be sent again. */
const copies = new WeakMap<Request, Request>();

async function sentAgain(request: Request): Promise<Response | null> {
  const copy = copies.get(request);
  if (!copy || !(await renew())) {
    return null;
  }
  copy.headers.set("X-CSRF-Token", csrfToken);
  return await fetch(copy);
}

const guard: Middleware = {
  onRequest({ request }) {
    if (!SAFE.has(request.method) && csrfToken !== "") {
      request.headers.set("X-CSRF-Token", csrfToken);
      copies.set(request, request.clone());
    }
    return request;
  },
  async onResponse({ request, response, schemaPath }) {
    // Not modified: what was asked for is there already, and the caller has said so.
    if (response.ok || response.status === 304) {
      return;
    }
    const isAboutSession = schemaPath === "/api/v1/session" || schemaPath === "/api/v1/me";
    if (response.status !== 401 || isAboutSession) {
      throw await problemOf(response);
    }
    const again = await sentAgain(request);
    if (again?.ok) {
      return again;
    }
    if (!again || again.status === 401) {
      onSessionEnd();
    }
    throw await problemOf(again ?? response);
  },
};

export const client = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? "",
  fetch: (request) => globalThis.fetch(request),
});
client.use(guard);

/** What compiles only for answers that have a body. */
type Bodied<T> = [T] extends [never] ? [never] : [];

/** The body of an answer that has one, as the contract says; failures have been thrown before. */
export function body<A extends { data?: unknown }>(
  answer: A,
  ..._has: Bodied<NonNullable<A["data"]>>
): NonNullable<A["data"]> {
  if (answer.data === undefined || answer.data === null) {
    throw new Error("The answer has no body.");
  }
  return answer.data;
}
