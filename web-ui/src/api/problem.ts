import type { FieldProblem } from "@contract";

/** What every failing call of the api answers (RFC 9457); the contract does not spell it out. */
export interface ProblemDetails {
  status: number;
  code: string;
  detail: string;
  traceId?: string;
  problems?: FieldProblem[];
}

/** A call that the api refused or that never reached it. */
export class ProblemError extends Error {
  readonly problem: ProblemDetails;

  constructor(problem: ProblemDetails) {
    super(problem.detail);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function fieldProblem(value: unknown): FieldProblem[] {
  if (!isRecord(value)) {
    return [];
  }
  return [
    {
      code: text(value.code) ?? "input.invalid",
      pointer: text(value.pointer) ?? "",
      message: text(value.message) ?? "",
      remedy: text(value.remedy) ?? null,
    },
  ];
}

/** Reads the problem out of an answer; what is no problem document, such as a proxy's page, is told by its status. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const traceId = response.headers.get("X-Trace-Id") ?? undefined;
  let body: unknown;
  try {
    body = await response.clone().json();
  } catch {
    body = undefined;
  }
  const known = isRecord(body) ? body : {};
  return new ProblemError({
    status: response.status,
    code: text(known.code) ?? `http.${response.status}`,
    detail: text(known.detail) ?? `The server answered ${response.status}.`,
    traceId: text(known.traceId) ?? traceId,
    problems: Array.isArray(known.problems) ? known.problems.flatMap(fieldProblem) : undefined,
  });
}

/** The problem behind anything that was thrown. */
export function asProblem(error: unknown): ProblemDetails {
  if (error instanceof ProblemError) {
    return error.problem;
  }
  if (error instanceof TypeError) {
    return { status: 0, code: "network.away", detail: "Headgate cannot be reached right now." };
  }
  return { status: 0, code: "page.unexpected", detail: error instanceof Error ? error.message : String(error) };
}

/** Whether waiting and asking again may help. */
export function isPassing(error: unknown): boolean {
  const { status } = asProblem(error);
  return status === 0 || status === 429 || status >= 500;
}
