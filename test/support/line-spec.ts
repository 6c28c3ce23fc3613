import { existsSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';

type Schema = { [key: string]: unknown };

const FOLDER = new URL('../../../shared/specs/line/', import.meta.url);

/** Why tests against LINE's own OpenAPI files cannot run here, or false when they can. */
export const noLineSpec = existsSync(FOLDER)
  ? false
  : 'the OpenAPI files of LINE are not beside the repository';

/** Problems of a value by a schema of LINE's OpenAPI file; empty when it is valid. */
export function openLineSpec(file: 'messaging-api.yml' | 'webhook.yml') {
  const document: Schema = parse(readFileSync(new URL(file, FOLDER), 'utf8'));
  const schemas = schemasOf(document);
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: 'line', components: { schemas: withDiscriminators(schemas) } });
  const compiled = new Map<string, ValidateFunction>();

  return (name: string, value: unknown): string[] => {
    const ref = `line#/components/schemas/${schemas[name]?.['discriminator'] ? anyOf(name) : name}`;
    const validate = compiled.get(ref) ?? ajv.compile({ $ref: ref });
    compiled.set(ref, validate);
    validate(JSON.parse(JSON.stringify(value)));
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

function schemasOf(document: Schema): { [name: string]: Schema } {
  const components = document['components'] as { schemas: { [name: string]: Schema } };
  return components.schemas;
}

const anyOf = (name: string): string => `Any${name}`;

/**
 * JSON Schema does not know `discriminator`: each schema that has one gets a second one that picks the mapped schema by
 * the property's value, and every reference outside `allOf` (which means inheritance) goes to that.
 */
function withDiscriminators(schemas: { [name: string]: Schema }): { [name: string]: Schema } {
  const all: { [name: string]: Schema } = {};
  const bases = new Set<string>();
  for (const [name, schema] of Object.entries(schemas)) {
    const discriminator = schema['discriminator'] as
      | { propertyName: string; mapping: { [value: string]: string } }
      | undefined;
    if (discriminator === undefined) continue;
    const { propertyName, mapping } = discriminator;
    bases.add(name);
    all[anyOf(name)] = {
      type: 'object',
      required: [propertyName],
      properties: { [propertyName]: { enum: Object.keys(mapping) } },
      allOf: Object.entries(mapping).map(([value, $ref]) =>
        when(
          { properties: { [propertyName]: { const: value } }, required: [propertyName] },
          { $ref },
        ),
      ),
    };
  }
  for (const [name, schema] of Object.entries(schemas)) {
    all[name] = redirected(schema, bases, false) as Schema;
  }
  return all;
}

/** "If so, then thus", in words that a linter does not take for a promise. */
function when(condition: Schema, consequence: Schema): Schema {
  return { anyOf: [{ not: condition }, consequence] };
}

function redirected(node: unknown, bases: Set<string>, inherited: boolean): unknown {
  if (Array.isArray(node)) return node.map((item) => redirected(item, bases, inherited));
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => {
    const name = typeof value === 'string' ? value.split('/').at(-1) : undefined;
    if (key === '$ref' && name !== undefined && bases.has(name) && !inherited) {
      return [key, `#/components/schemas/${anyOf(name)}`];
    }
    return [key, redirected(value, bases, key === 'allOf')];
  });
  return Object.fromEntries(entries);
}
