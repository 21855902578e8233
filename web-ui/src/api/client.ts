import type { paths } from "@contract";
import createClient, { type Middleware } from "openapi-fetch";
import { problemOf } from "./problem";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

let csrfToken = "";
let onSessionEnd: () => void = () => {};

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

const guard: Middleware = {
  onRequest({ request }) {
    if (!SAFE.has(request.method) && csrfToken !== "") {
      request.headers.set("X-CSRF-Token", csrfToken);
    }
    return request;
  },
  async onResponse({ response, schemaPath }) {
    if (response.ok) {
      return;
    }
    if (response.status === 401 && schemaPath !== "/api/v1/session" && schemaPath !== "/api/v1/me") {
      onSessionEnd();
    }
    throw await problemOf(response);
  },
};

export const client = createClient<paths>({ baseUrl: globalThis.location?.origin ?? "" });
client.use(guard);

/** The body of an answer that has one; failures have been thrown before. */
export function body<T>(answer: { data?: T }): T {
  if (answer.data === undefined) {
    throw new Error("The answer has no body.");
  }
  return answer.data;
}
