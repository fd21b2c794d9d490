// Writes docs/reference from the catalogues in the code; with --check says instead which page no longer fits them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import prettier from 'prettier';
import { fail, root, say } from './lib.mjs';

const require = createRequire(join(root, 'package.json'));
require('@backstage/cli/config/nodeTransform.cjs');
const common = require('@backstage-operations/plugin-operations-common');
const { formats } = require('@backstage-operations/plugin-operations-formats');

const folder = join(root, 'docs/reference');
const check = process.argv.includes('--check');
const pages = { facts: facts(), formats: formatList(), evidence: evidence() };

mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(pages)) {
  const file = join(folder, `${name}.md`);
  const style = await prettier.resolveConfig(file);
  const page = await prettier.format(text, { ...style, parser: 'markdown' });
  if (!check) {
    writeFileSync(file, page);
  } else if (readOrEmpty(file) !== page) {
    fail(`docs/reference/${name}.md is out of date: run make reports`);
  }
}
say(`docs/reference ${check ? 'fits the code' : 'written'}`);

function facts() {
  const families = Map.groupBy(common.factCatalogue, fact =>
    fact.id.slice(0, fact.id.indexOf('.')),
  );
  const parts = [...families].map(
    ([family, members]) => `## ${family}\n\n${members.map(fact).join('\n')}`,
  );
  return `# Facts

What rules are written with: \`{ fact: backup.successRate, op: '>=', value: 1 }\`. The same list is served by \`GET /v1/facts\`.
A fact without data is null with a reason. Ratios are 0 to 1, times are seconds unless the unit says otherwise.

${parts.join('\n\n')}`;
}

function fact({ id, title, description, unit, kinds, of, defaultWindow }) {
  const values = of?.values?.map(value => `\`${value}\``).join(', ');
  const selector =
    of &&
    `\`of\`: ${of.name}${of.required ? ', required' : ''}${
      values ? ` (${values}${of.open ? ', …' : ''})` : ''
    }`;
  const from = kinds.map(kind => `[${kind}](evidence.md#${kind})`).join(', ');
  const notes = [
    unit,
    defaultWindow && `window ${defaultWindow}`,
    selector,
    from && `from ${from}`,
  ].filter(Boolean);
  return `### \`${id}\`\n\n**${title}.** ${description}\n\n${notes.join(
    ' · ',
  )}\n`;
}

function formatList() {
  const rows = formats.map(
    ({ id, title, tool, versions }) =>
      `| \`${id}\` | ${[title, tool, versions].map(cell).join(' | ')} |`,
  );
  return `# Formats

Files of these tools are understood as they are: \`operations import auto FILE\`, or \`POST /v1/imports/{format}\`. The same list is
served by \`GET /v1/formats\`. A file that is not recognised is refused; it never counts as "nothing found".

| Format | What | Tool | Versions |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function evidence() {
  const parts = Object.keys(common.evidenceKinds).map(kind => {
    const schema = common.kindSchema(kind);
    return `## ${kind}\n\n${schema.description}.\n\n${fields(schema)}`;
  });
  return `# Evidence

The payload of each kind, as it is checked when it arrives. The schemas themselves are served by \`GET /v1/schemas/{kind}.json\`.

${parts.join('\n\n')}
`;
}

function fields({ properties, required = [] }) {
  const rows = Object.entries(properties).map(
    ([name, property]) =>
      `| \`${name}\` | ${required.includes(name) ? 'yes' : ''} | ${cell(
        type(property),
      )} |`,
  );
  return `| Field | Required | Type |\n| --- | --- | --- |\n${rows.join('\n')}`;
}

/** A property's type in a few words. */
function type(property) {
  if (property.const !== undefined) return `\`${property.const}\``;
  if (property.enum) {
    return property.enum.map(value => `\`${value}\``).join(', ');
  }
  const options = property.anyOf ?? property.oneOf;
  if (options) return [...new Set(options.map(type))].join(' or ');
  if (property.type === 'array') return `list of ${type(property.items ?? {})}`;
  if (property.type === 'object') {
    const names = Object.keys(property.properties ?? {});
    return names.length ? `object: ${names.join(', ')}` : 'object';
  }
  const types = [property.type ?? 'any'].flat().join(' or ');
  return property.description ?? property.format ?? types;
}

function cell(text) {
  return text.replaceAll('|', '\\|');
}

function readOrEmpty(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
