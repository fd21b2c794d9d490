import { z } from 'zod';
import { evidenceKinds, evidenceKindSummaries } from '../evidence/kinds';
import { contract, OperationId } from './contract';
import { OperationSpec } from './operation';
import responseSchemas from './responseSchemas.json';

type Json = Record<string, unknown>;

/** JSON Schema (2020-12) of what a zod schema accepts. */
function schemaOf(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  });
  return rest;
}

/** JSON Schema of the payload of a kind of evidence. @public */
export function kindSchema(kind: keyof typeof evidenceKinds): Json {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: kind,
    description: evidenceKindSummaries[kind],
    ...schemaOf(evidenceKinds[kind]),
  };
}

function parameters(schema: z.ZodObject | undefined, place: 'path' | 'query') {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function requestBody(body: OperationSpec['body']): Json | undefined {
  if (!body) return undefined;
  if (body === 'bytes') {
    return {
      required: true,
      content: {
        'application/octet-stream': {
          schema: { type: 'string', format: 'binary' },
        },
      },
    };
  }
  return {
    required: true,
    content: { 'application/json': { schema: schemaOf(body) } },
  };
}

function responses(operation: OperationSpec): Json {
  const { response, alsoProduces = [], status = 200 } = operation;
  const text = { schema: { type: 'string' } };
  const content: Json =
    response.type === 'json'
      ? {
          'application/json': {
            schema: { $ref: `#/components/schemas/${response.name}` },
          },
        }
      : Object.fromEntries(response.mediaTypes.map(type => [type, text]));
  for (const type of alsoProduces) content[type] = text;
  return {
    [status]: { description: response.name, content },
    default: { $ref: '#/components/responses/Error' },
  };
}

/** Sent twice with the same key, these are done once. */
const oncePerKey: ReadonlySet<string> = new Set<OperationId>([
  'decideSignoff',
  'revokeSignoff',
  'requestWaiver',
  'decideWaiver',
  'revokeWaiver',
  'decideReviews',
  'createDelegation',
]);

const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'A repeated request gets the answer of the first; another request with the same key is refused with 409',
  schema: { type: 'string', pattern: '^[!-~]{1,200}$' },
};

function describeOperation(
  id: string,
  operation: OperationSpec,
): OpenApiDocument['paths'][string][string] {
  const body = requestBody(operation.body);
  return {
    operationId: id,
    summary: operation.summary,
    parameters: [
      ...parameters(operation.params, 'path'),
      ...parameters(operation.query, 'query'),
      ...(oncePerKey.has(id) ? [idempotencyKey] : []),
    ],
    ...(body && { requestBody: body }),
    responses: responses(operation),
    'x-principals': operation.allow,
    ...(operation.maxBytes && { 'x-max-bytes': operation.maxBytes }),
    ...(operation.permission && {
      'x-permission': operation.permission.name,
    }),
  };
}

/** The parts of an OpenAPI document that have a type here. @public */
export interface OpenApiDocument extends Json {
  paths: Record<
    string,
    Record<string, { operationId: string; parameters: Json[] } & Json>
  >;
}

/**
 * The OpenAPI 3.1 document of the whole API, with the schema of every answer and every kind of evidence.
 *
 * @remarks Schemas of answers are written from their TypeScript types, by `make reports`.
 * @public
 */
export function openApiDocument(): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {};
  const schemas: Record<string, Json> = { ...responseSchemas };
  for (const [id, operation] of Object.entries<OperationSpec>(contract)) {
    const at = (paths[operation.path] ??= {});
    at[operation.method.toLocaleLowerCase('en-US')] = describeOperation(
      id,
      operation,
    );
  }
  for (const kind of Object.keys(evidenceKinds)) {
    const { $schema: _, ...schema } = kindSchema(
      kind as keyof typeof evidenceKinds,
    );
    schemas[`payload.${kind}`] = schema;
  }
  const { Evidence: evidence } = responseSchemas;
  schemas.Evidence = {
    ...evidence,
    properties: {
      ...evidence.properties,
      payload: {
        anyOf: Object.keys(evidenceKinds).map(kind => ({
          $ref: `#/components/schemas/payload.${kind}`,
        })),
      },
    },
  };
  return {
    openapi: '3.1.0',
    info: { title: 'operations', version: '1' },
    servers: [{ url: '/api/operations' }],
    paths,
    components: {
      schemas,
      responses: {
        Error: {
          description: 'What went wrong',
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['error', 'response'],
                properties: {
                  error: {
                    type: 'object',
                    required: ['name', 'message'],
                    properties: {
                      name: { type: 'string' },
                      message: { type: 'string' },
                    },
                  },
                  request: { type: 'object' },
                  response: { type: 'object' },
                },
              },
            },
          },
        },
      },
      securitySchemes: { backstage: { type: 'http', scheme: 'bearer' } },
    },
    security: [{ backstage: [] }],
  };
}
