import { vi } from "vitest";

/** A call as the api would see it. */
export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: string;
}

/** Stands in for the api: a test says what each call is answered, as JSON or as a whole response, and sees what was asked. */
export function serve(answer: (call: Call) => unknown): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname, searchParams } = new URL(request.url);
    const call = {
      method: request.method,
      path: pathname,
      query: searchParams,
      headers: request.headers,
      body: await request.text(),
    };
    calls.push(call);
    const given = await answer(call);
    return given instanceof Response ? given : Response.json(given);
  });
  return calls;
}

export function problem(status: number, code: string, detail = "So it is."): Response {
  return Response.json({ status, code, detail }, { status });
}
