import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";
import { type RJSFSchema, type RJSFValidationError, toErrorSchema, type ValidatorType } from "@rjsf/utils";

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

/** Checks against the whole schema, whatever part of it the form shows. */
export function validatorOf(whole: object): ValidatorType<unknown, RJSFSchema> {
  return {
    validateFormData(formData) {
      const errors = faults(whole, formData);
      return { errors, errorSchema: toErrorSchema<unknown>(errors) };
    },
    isValid(schema, formData) {
      return validatorFor(schema).validate(formData ?? null).valid;
    },
    rawValidation(_, formData) {
      return { errors: faults(whole, formData) as never[] };
    },
  };
}
