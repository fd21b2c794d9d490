import { FormatFile } from '../FormatFile';
import { read } from '../incidents/testing';
import { openslo } from './openslo';

const slo = (rest = '', window = '30d', target = 'target: 0.999') => `
apiVersion: openslo/v1
kind: SLO
metadata:
  name: checkout-availability
  displayName: Checkout
spec:
  service: checkout
  indicatorRef: checkout-requests
  budgetingMethod: Occurrences
  timeWindow:
    - duration: ${window}
      isRolling: true
  objectives:
    - ${target}
${rest}`;
const service =
  'apiVersion: openslo/v1\nkind: Service\nmetadata: { name: checkout }\nspec: {}\n';

const payloads = (content: string) =>
  read(openslo, content).items.map(({ payload }) => payload);

describe('openslo', () => {
  it('reads a definition, which has no data of its own', () => {
    expect(payloads(slo('  alertPolicies: [fast-burn]\n'))).toEqual([
      {
        name: 'checkout-availability',
        target: 0.999,
        window: 'P30D',
        method: 'occurrences',
        state: 'no-data',
        definitionOnly: true,
        objective: 'availability',
        alertRules: [{ name: 'fast-burn', health: 'unknown' }],
      },
    ]);
  });

  it.each([
    ['5m', 'PT5M'],
    ['1h', 'PT1H'],
    ['4w', 'P28D'],
    ['1M', 'P1M'],
    ['1Q', 'P3M'],
    ['1Y', 'P1Y'],
  ])('a window of %s is %s', (window, expected) => {
    expect(payloads(slo('', window))).toMatchObject([{ window: expected }]);
  });

  it('reads percentages without drifting', () => {
    for (const [percent, target] of [
      ['99.9', 0.999],
      ['99.99', 0.9999],
      ['0', 0],
      ['57.1', 0.571],
    ]) {
      expect(
        payloads(slo('', '30d', `targetPercent: ${percent}`)),
      ).toMatchObject([{ target }]);
    }
  });

  it.each([
    ['documents', `${service}---\n${slo()}---\n`],
    [
      'a list',
      `${slo()}`
        .trim()
        .split('\n')
        .map((line, index) => `${index === 0 ? '- ' : '  '}${line}`)
        .join('\n'),
    ],
    [
      'JSON',
      JSON.stringify({
        apiVersion: 'openslo/v1',
        kind: 'SLO',
        metadata: { name: 'checkout-availability' },
        spec: {
          timeWindow: [{ duration: '30d' }],
          objectives: [{ target: 0.999 }],
        },
      }),
    ],
  ])('reads %s', (_, content) => {
    expect(payloads(content)).toMatchObject([
      { name: 'checkout-availability' },
    ]);
  });

  it('reads v1alpha, whose windows are counted', () => {
    const old = `
apiVersion: openslo/v1alpha
kind: SLO
metadata: { name: latency-slo }
spec:
  budgetingMethod: Timeslices
  timeWindows: [{ count: 2, unit: Week, isRolling: true }]
  objectives: [{ target: 0.95, displayName: fast }, { target: 0.99, displayName: slow }]
`;
    expect(payloads(old)).toMatchObject([
      {
        name: 'latency-slo/fast',
        window: 'P14D',
        method: 'timeslices',
        objective: 'latency',
      },
      { name: 'latency-slo/slow', target: 0.99 },
    ]);
  });

  it('takes a key with nothing behind it for none', () => {
    const empty = slo('  alertPolicies:\n').replace(
      'displayName: Checkout',
      'displayName:',
    );
    expect(payloads(empty)).toEqual(payloads(slo()));
  });

  it('tells objectives of one display name apart', () => {
    const objectives = `target: 0.9
      displayName: web
    - target: 0.99
      displayName: web
    - target: 0.95`;
    expect(payloads(slo('', '30d', objectives))).toMatchObject([
      { name: 'checkout-availability/1', target: 0.9 },
      { name: 'checkout-availability/2', target: 0.99 },
      { name: 'checkout-availability/3', target: 0.95 },
    ]);
  });

  it('tells SLOs of one name apart by their services', () => {
    const both = `${slo()}---\n${slo().replace(
      'service: checkout',
      'service: cart',
    )}`;
    expect(payloads(both)).toMatchObject([
      { name: 'checkout/checkout-availability' },
      { name: 'cart/checkout-availability' },
    ]);
  });

  it('passes over objects of other kinds of file', () => {
    const { items, warnings } = read(
      openslo,
      `apiVersion: v1\nkind: ConfigMap\n---\n${slo()}`,
    );
    expect(items).toHaveLength(1);
    expect(warnings).toEqual(['1 objects are of another apiVersion']);
  });

  it('keeps good definitions beside a bad one, and says what is wrong', () => {
    const both = `${slo()}---\n${slo('', '30d', 'target: 1')}`;
    const { items, warnings } = read(openslo, both);
    expect(items).toHaveLength(1);
    expect(warnings).toEqual([expect.stringMatching(/\[0, 1\), found 1/)]);
  });

  it.each<[string, string, RegExp]>([
    ['a target of 1', slo('', '30d', 'target: 1'), /no usable SLO.*\[0, 1\)/],
    ['a window that is none', slo('', '30x'), /time window/],
    ['an unknown method', slo().replace('Occurrences', 'Guesses'), /Guesses/],
    [
      'a newer version',
      slo().replace('openslo/v1', 'openslo/v2'),
      /openslo\/v2 is not understood/,
    ],
    ['no SLO', service, /no usable SLO/],
    ['no objectives', slo().split('  objectives')[0], /objectives/],
    ['other YAML', 'apiVersion: v1\nkind: Pod\n', /apiVersion of openslo/],
    ['broken YAML', 'apiVersion: openslo/v1\n  - : [', /apiVersion of openslo/],
    ['nothing', '', /empty/],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(openslo, content)).toThrow(message);
  });

  it('is recognised by its apiVersion', () => {
    expect(openslo.detect(FormatFile.of(slo()))).toBe(true);
    expect(openslo.detect(FormatFile.of('apiVersion: v1\nkind: Pod\n'))).toBe(
      false,
    );
    expect(openslo.detect(FormatFile.of('{ "apiVersion": '))).toBe(false);
  });
});
