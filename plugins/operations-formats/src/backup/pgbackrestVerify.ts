import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { observation, restoreTest } from '../shared/records';

/**
 * `pgbackrest verify --output=text`.
 *
 * @remarks The command exits with 0 even when its report says `status: error`, so the text decides. Without
 * `--output=text` it prints nothing at all, which proves nothing.
 * @public
 */
export const pgbackrestVerify: Format = {
  id: 'pgbackrest-verify',
  title: 'pgBackRest verify report',
  tool: 'pgbackrest',
  versions: '2.x',
  mediaTypes: ['text/plain'],
  detect: file =>
    /^stanza: .+$/m.test(file.text ?? '') &&
    /^status: (ok|error)\b/m.test(file.text ?? ''),
  parse(file, context) {
    const text = file.requireText('pgbackrest-verify');
    const name = /^stanza: (.+)$/m.exec(text)?.[1].trim();
    const status = /^status: (\S+)/m.exec(text)?.[1];
    if (!name || !status) {
      throw new FormatError(
        'pgbackrest-verify: no "stanza:" and "status:" lines; run verify with --output=text --verbose',
      );
    }
    const completedAt = observation(context);
    const checks = [
      ...text.matchAll(/^\s*backup: (\S+), status: ([\w ]+?)(?:,|$)/gm),
    ].map(([, label, state]) => ({
      name: `backup ${label}`,
      kind: 'checksum' as const,
      expected: 'valid',
      actual: state,
      result: state === 'valid' ? ('pass' as const) : ('fail' as const),
    }));
    const counted = [
      ...text.matchAll(
        /missing: (\d+), checksum invalid: (\d+), size invalid: (\d+), other: (\d+)/g,
      ),
    ];
    const lost = counted
      .flatMap(([, ...parts]) => parts)
      .reduce((sum, part) => sum + Number(part), 0);
    const all = [
      ...checks,
      ...(counted.length > 0
        ? [
            {
              name: 'files and write-ahead log',
              kind: 'checksum' as const,
              expected: 0,
              actual: lost,
              result: lost === 0 ? ('pass' as const) : ('fail' as const),
            },
          ]
        : []),
      {
        name: 'verify status',
        kind: 'checksum' as const,
        expected: 'ok',
        actual: status,
        result: status === 'ok' ? ('pass' as const) : ('fail' as const),
      },
    ];
    const passed =
      all.every(check => check.result === 'pass') && checks.length > 0;
    return {
      items: [
        restoreTest(context, 'pgbackrest', undefined, {
          dataset: context.dataset ?? name,
          completedAt,
          level: passed ? 'L1' : 'L0',
          checks: all,
        }),
      ],
      warnings: checks.length
        ? []
        : ['the report names no backup, so nothing was verified'],
    };
  },
};
