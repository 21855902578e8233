import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";
import {
  createErrorHandler,
  type RJSFSchema,
  type RJSFValidationError,
  toErrorSchema,
  unwrapErrorHandler,
  type ValidatorType,
} from "@rjsf/utils";

/**
 * The form's validator. AJV makes functions out of strings, which the content policy forbids; this one interprets the schema.
 * What it says is only the first help while typing: the api judges every saved draft.
 */

const compiled = new WeakMap<object, Validator>();

function validatorFor(schema: object | boolean): Validator {
  if (typeof schema === "boolean") {
    return new Validator(schema, "2020-12");
  }
  const known = compiled.get(schema);
  if (known) {
    return known;
  }
  const made = new Validator(schema as Schema, "2020-12", false);
  compiled.set(schema, made);
  return made;
}

/** A fault as the form knows it, without those that only say that something inside is wrong. */
const containers: ReadonlySet<string> = new Set(["properties", "items", "allOf", "anyOf", "oneOf", "if", "$ref"]);

function toError({ keyword, instanceLocation, error }: OutputUnit): RJSFValidationError[] {
  if (containers.has(keyword)) {
    return [];
  }
  const path = instanceLocation.replace(/^#/, "").split("/").slice(1).map(decodeURIComponent);
  const missing = keyword === "required" ? /"([^"]+)"/.exec(error)?.[1] : undefined;
  const place = missing === undefined ? path : [...path, missing];
  return [
    {
      name: keyword,
      property: place.map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`)).join(""),
      message: keyword,
      stack: error,
    },
  ];
}

export function faults(schema: object, data: unknown): RJSFValidationError[] {
  const { valid, errors } = validatorFor(schema).validate(data ?? {});
  return valid ? [] : errors.flatMap(toError);
}

export const validator: ValidatorType<unknown, RJSFSchema> = {
  validateFormData(formData, schema, customValidate, transformErrors, uiSchema) {
    const found = faults(schema, formData);
    const errors = transformErrors ? transformErrors(found, uiSchema) : found;
    const errorSchema = toErrorSchema<unknown>(errors);
    if (customValidate) {
      const handler = customValidate(formData, createErrorHandler<unknown>(formData), uiSchema, errorSchema);
      return { errors, errorSchema: { ...errorSchema, ...unwrapErrorHandler<unknown>(handler) } };
    }
    return { errors, errorSchema };
  },
  isValid(schema, formData) {
    return validatorFor(schema).validate(formData ?? null).valid;
  },
  rawValidation(schema, formData) {
    return { errors: faults(schema, formData) as never[] };
  },
};
