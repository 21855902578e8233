// Types from the api's contract, made anew by every build and never committed.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const here = new URL(".", import.meta.url);
const contract = new URL("../../api/openapi.yaml", here);
const target = new URL("../target/contract/", here);

/**
 * What the contract leaves open: springdoc marks nothing as required. Every field of an answer is sent, these as null when there
 * is nothing to tell. A schema that says itself what it requires is taken at its word.
 */
const nullable = JSON.parse(await readFile(new URL("nullable.json", here), "utf8"));

/** Bodies that are sent: there, a field that is left out means something. */
const sent =
  /^(New|SignIn|ProcessChange|VersionNote|TenantPatch|TenantSettingsChange|StageChange|EnvironmentChange|ManyRuns)/;

function isAnswer(name, schema) {
  return schema.type === "object" && schema.properties && !schema.required && !sent.test(name);
}

function complete(name, schema) {
  const open = new Set(nullable[name] ?? []);
  for (const key of open) {
    if (!schema.properties[key]) {
      throw new Error(`build/nullable.json names ${name}.${key}, which the contract does not have`);
    }
    schema.properties[key] = { anyOf: [schema.properties[key], { type: "null" }] };
  }
  schema.required = Object.keys(schema.properties);
}

const { default: yaml } = await import("yaml");
const document = yaml.parse(await readFile(contract, "utf8"));
const schemas = document.components.schemas;
for (const [name, schema] of Object.entries(schemas)) {
  if (name !== "JsonNode" && isAnswer(name, schema)) {
    complete(name, schema);
  }
}
// Any JSON at all; the generator of the contract lists the Java class's own methods instead.
schemas.JsonNode = { description: "Any JSON." };

const text = astToString(
  await openapiTS(document, { rootTypes: true, rootTypesNoSchemaPrefix: true, emptyObjectsUnknown: true }),
);
await mkdir(target, { recursive: true });
await writeFile(new URL("schema.d.ts", target), text);
