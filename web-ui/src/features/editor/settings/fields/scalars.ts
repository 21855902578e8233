/** A value that is a text, a number or yes or no, and how it is written in a form. */
export type Scalar = string | number | boolean;

export type ScalarKind = "string" | "number" | "boolean";

export function kindOf(value: unknown): ScalarKind {
  return typeof value === "number" ? "number" : typeof value === "boolean" ? "boolean" : "string";
}

export function isNumberText(text: string): boolean {
  return /^-?\d{1,15}(\.\d{1,15})?$/.test(text);
}

/** Whether a text says nothing but a number, so that the number says all that the text did: 007 and 1.50 are more than that. */
export function isPlainNumber(text: string): boolean {
  return isNumberText(text) && String(Number(text)) === text;
}

/** The text as the kind that was chosen; what is no number stays a text. */
export function scalarOf(text: string, kind: ScalarKind): Scalar {
  switch (kind) {
    case "number":
      return isNumberText(text) ? Number(text) : text;
    case "boolean":
      return text === "true";
    case "string":
      return text;
  }
}
