// Writes the JSON Schemas of all answers of the HTTP API, from the TypeScript types that the contract names; --check only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import prettier from 'prettier';
import ts from 'typescript';
import { fail, root } from './lib.mjs';

const common = join(root, 'plugins/operations-common/src');
const target = join(common, 'api/responseSchemas.json');

const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
const program = ts.createProgram([join(common, 'api/contract.ts')], {
  ...options,
  noEmit: true,
  incremental: false,
});
const checker = program.getTypeChecker();

/** Types by the name under which the document has them; filled as they are met. */
const schemas = {};

const isOurs = symbol =>
  symbol?.declarations?.every(({ parent }) =>
    parent.getSourceFile().fileName.startsWith(common),
  ) ?? false;

function words(symbol) {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  return text ? { description: text.replace(/\s+/g, ' ') } : {};
}

/** Whether a generic type stands as it does when nobody says what for. */
function isAsWritten(type, symbol) {
  const given = type.aliasTypeArguments ?? checker.getTypeArguments(type) ?? [];
  const parameters = symbol.declarations?.[0]?.typeParameters ?? [];
  return given.every((argument, index) => {
    const usual = parameters[index]?.default;
    return usual && checker.getTypeFromTypeNode(usual) === argument;
  });
}

/** The name of a type that other types may refer to; none for what is written in place. */
function nameOf(type) {
  if (!(type.flags & ts.TypeFlags.Object)) return undefined;
  const symbol = type.aliasSymbol ?? type.symbol;
  const named =
    type.aliasSymbol !== undefined ||
    (type.symbol?.flags & ts.SymbolFlags.Interface) !== 0;
  return named && symbol && isOurs(symbol) && isAsWritten(type, symbol)
    ? symbol.name
    : undefined;
}

function schemaOf(type) {
  const name = nameOf(type);
  if (!name) return inline(type);
  if (!(name in schemas)) {
    schemas[name] = {};
    schemas[name] = {
      title: name,
      ...words(type.aliasSymbol ?? type.symbol),
      ...inline(type),
    };
  }
  return { $ref: `#/components/schemas/${name}` };
}

function literal(type) {
  if (type.isStringLiteral() || type.isNumberLiteral()) return type.value;
  if (type.flags & ts.TypeFlags.BooleanLiteral) {
    return checker.typeToString(type) === 'true';
  }
  return undefined;
}

function union(types) {
  const values = types.map(literal);
  if (values.every(value => typeof value === 'boolean') && types.length === 2) {
    return { type: 'boolean' };
  }
  if (values.every(value => value !== undefined)) {
    // The compiler's order depends on what else it has read.
    return { type: typeof values[0], enum: values.sort() };
  }
  const booleans = types.filter(one => one.flags & ts.TypeFlags.BooleanLiteral);
  const strings = types.filter(one => one.isStringLiteral());
  const rest = types.filter(
    one => !booleans.includes(one) && !strings.includes(one),
  );
  const parts = [
    ...(booleans.length > 0 ? [{ type: 'boolean' }] : []),
    ...(strings.length > 0 ? [union(strings)] : []),
    ...rest.map(schemaOf),
  ];
  const text = JSON.stringify;
  const sorted = parts.sort((a, b) => (text(a) < text(b) ? -1 : 1));
  return sorted.length === 1 ? sorted[0] : { anyOf: sorted };
}

function properties(type) {
  const members = {};
  const required = [];
  for (const symbol of checker.getPropertiesOfType(type)) {
    const at = symbol.valueDeclaration ?? symbol.declarations?.[0];
    const of = at
      ? checker.getTypeOfSymbolAtLocation(symbol, at)
      : checker.getTypeOfSymbol(symbol);
    const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
    if (!optional) required.push(symbol.name);
    // Every kind of evidence has a schema of its own already.
    const schema = symbol.name === 'payload' ? {} : schemaOf(of);
    members[symbol.name] = { ...schema, ...words(symbol) };
  }
  return { members, required };
}

function inline(type) {
  const { flags } = type;
  if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
  if (flags & ts.TypeFlags.Null) return { type: 'null' };
  if (literal(type) !== undefined) return { const: literal(type) };
  if (flags & ts.TypeFlags.StringLike) return { type: 'string' };
  if (flags & ts.TypeFlags.NumberLike) return { type: 'number' };
  if (flags & ts.TypeFlags.BooleanLike && !type.isUnion()) {
    return { type: 'boolean' };
  }
  if (type.isUnion()) {
    const types = type.types.filter(
      one => !(one.flags & ts.TypeFlags.Undefined),
    );
    return types.length === 1 ? schemaOf(types[0]) : union(types);
  }
  if (checker.isTupleType(type)) {
    const items = checker.getTypeArguments(type).map(schemaOf);
    return { type: 'array', prefixItems: items, minItems: items.length };
  }
  if (checker.isArrayType(type)) {
    return {
      type: 'array',
      items: schemaOf(checker.getTypeArguments(type)[0]),
    };
  }
  const symbol = type.aliasSymbol ?? type.symbol;
  const foreign = symbol?.declarations?.some(declaration =>
    declaration.getSourceFile().fileName.includes('/node_modules/@'),
  );
  // Types of the framework, like predicates over entities, are what they are.
  if (foreign) return { type: 'object' };
  const { members, required } = properties(type);
  const others = checker.getIndexInfoOfType(type, ts.IndexKind.String);
  return {
    type: 'object',
    ...(Object.keys(members).length > 0 ? { properties: members } : {}),
    ...(required.length > 0 ? { required } : {}),
    ...(others ? { additionalProperties: schemaOf(others.type) } : {}),
  };
}

/** `json<Type>('Name')`, as the contract says what it answers with. */
function visit(node) {
  if (
    ts.isCallExpression(node) &&
    node.expression.getText() === 'json' &&
    node.typeArguments?.length === 1
  ) {
    const name = node.arguments[0].text;
    const type = checker.getTypeFromTypeNode(node.typeArguments[0]);
    const schema = schemaOf(type);
    schemas[name] ??= { title: name, ...schema };
  }
  ts.forEachChild(node, visit);
}

for (const file of program.getSourceFiles()) {
  if (file.fileName.startsWith(join(common, 'api/operations'))) visit(file);
}

const sorted = Object.fromEntries(
  Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)),
);
const style = await prettier.resolveConfig(target);
const text = await prettier.format(JSON.stringify(sorted), {
  ...style,
  parser: 'json',
});
if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  fail(
    'The schemas of the answers are not those of the types: run make reports',
  );
}
