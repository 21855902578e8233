import type { Parameter } from "@/features/graph/definition";

/** The values of a run's parameters from a form that holds a `ParameterField` for each. */
export function readForm(parameters: readonly Parameter[], form: HTMLFormElement): Record<string, unknown> {
  const data = new FormData(form);
  return readValues(parameters, new Map(parameters.map(({ key }) => [key, String(data.get(`param.${key}`) ?? "")])));
}

/** The values of a run's parameters from a form's texts. What is left empty is not sent: then its default counts. */
export function readValues(
  parameters: readonly Parameter[],
  texts: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const parameter of parameters) {
    const text = texts.get(parameter.key) ?? "";
    if (text === "") {
      continue;
    }
    switch (parameter.type) {
      case "integer":
      case "number": {
        const number = Number(text);
        // What is no number is sent as it was typed: the api says what is wrong with it, and where.
        values[parameter.key] = Number.isNaN(number) ? text : number;
        break;
      }
      case "boolean":
        values[parameter.key] = text === "true";
        break;
      case "string":
      case "date":
        values[parameter.key] = text;
        break;
    }
  }
  return values;
}
