import { parse } from 'yaml';
import { z } from 'zod';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { isRecord } from '../FormatFile';
import { shaped } from '../shared/shape';
import { botRecord } from './botRecord';

const name = 'dependabot-config';

const days = z.number().int().min(0).max(90).optional();

const config = z.looseObject({
  version: z.literal(2),
  updates: z.array(
    z.looseObject({
      'package-ecosystem': z.string(),
      cooldown: z
        .looseObject({
          'default-days': days,
          'semver-major-days': days,
          'semver-minor-days': days,
          'semver-patch-days': days,
        })
        .optional(),
    }),
  ),
});

/** The document, where the text is YAML of a reasonable size. */
function yamlOf(text: string | undefined): unknown {
  if (!text || text.length > 200_000) return undefined;
  try {
    return parse(text, { maxAliasCount: 10 });
  } catch {
    return undefined;
  }
}

/**
 * Dependabot's configuration, `.github/dependabot.yml`: how long its cooldown lets a release settle.
 *
 * @remarks The longest of all ecosystems. The cooldown holds for version updates; security updates do not wait.
 * @public
 */
export const dependabotConfig: Format = {
  id: name,
  title: 'Dependabot configuration',
  tool: 'dependabot',
  versions: 'version 2',
  mediaTypes: ['application/yaml'],
  detect: ({ text }) => {
    if (!text || !/^updates:/m.test(text)) return false;
    if (!/package-ecosystem/.test(text)) return false;
    const document = yamlOf(text);
    return isRecord(document) && Array.isArray(document.updates);
  },
  parse(file, context) {
    const document = yamlOf(file.requireText(name));
    if (!isRecord(document)) {
      throw new FormatError(`${name}: the file is no YAML mapping`);
    }
    const { updates } = shaped(name, config, document);
    const waits = updates.flatMap(({ cooldown }) =>
      cooldown
        ? [
            cooldown['default-days'] ?? 0,
            cooldown['semver-major-days'] ?? 0,
            cooldown['semver-minor-days'] ?? 0,
            cooldown['semver-patch-days'] ?? 0,
          ]
        : [],
    );
    const hours = Math.max(0, ...waits) * 24;
    return {
      formatVersion: '2',
      items: [
        botRecord(context, 'Dependabot', { hours, securityWaits: false }),
      ],
      warnings: [],
    };
  },
};
