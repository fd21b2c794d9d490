import { createHmac } from 'node:crypto';
import { bodyHmac } from './bodyHmac';
import { grafana } from './grafana';
import { pagerduty } from './pagerduty';
import { rootly } from './rootly';
import { Scheme, SignedRequest } from './Scheme';
import { sharedCredential } from './sharedCredential';
import { standardWebhooks } from './standardWebhooks';

const now = Date.parse('2026-03-10T12:00:00Z');
const seconds = String(now / 1000);
const old = String(now / 1000 - 301);
const body = Buffer.from('{"a":  1}');
const secret = 'c2VjcmV0LWtleQ==';

const hex = (...parts: (string | Buffer)[]) => {
  const mac = createHmac('sha256', secret);
  for (const part of parts) mac.update(part);
  return mac.digest('hex');
};
const svix = (time: string) =>
  createHmac('sha256', Buffer.from(secret, 'base64'))
    .update(`m1.${time}.`)
    .update(body)
    .digest('base64');
const basic = (password: string) =>
  `Basic ${Buffer.from(`user:${password}`).toString('base64')}`;

type Case = {
  scheme: Scheme;
  good: SignedRequest['headers'];
  signed: string;
  late?: SignedRequest['headers'];
};

const cases: Record<string, Case> = {
  pagerduty: {
    scheme: pagerduty,
    good: {
      'x-pagerduty-signature': `v0=00,v1=${'0'.repeat(64)},v1=${hex(body)}`,
    },
    signed: 'x-pagerduty-signature',
  },
  'standard webhooks': {
    scheme: standardWebhooks,
    good: {
      'webhook-id': 'm1',
      'webhook-timestamp': seconds,
      'webhook-signature': `v2,x v1,${svix(seconds)}`,
    },
    signed: 'webhook-signature',
    late: {
      'webhook-id': 'm1',
      'webhook-timestamp': old,
      'webhook-signature': `v1,${svix(old)}`,
    },
  },
  rootly: {
    scheme: rootly,
    good: { 'x-rootly-signature': `t=${seconds},v1=${hex(seconds, body)}` },
    signed: 'x-rootly-signature',
    late: { 'x-rootly-signature': `t=${old},v1=${hex(old, body)}` },
  },
  firehydrant: {
    scheme: bodyHmac('fh-signature'),
    good: { 'fh-signature': hex(body) },
    signed: 'fh-signature',
  },
  'grafana with a time': {
    scheme: grafana,
    good: {
      'x-grafana-alerting-signature': hex(`${seconds}:`, body),
      'x-grafana-alerting-timestamp': seconds,
    },
    signed: 'x-grafana-alerting-signature',
    late: {
      'x-grafana-alerting-signature': hex(`${old}:`, body),
      'x-grafana-alerting-timestamp': old,
    },
  },
  'grafana with a time under its other name': {
    scheme: grafana,
    good: {
      'x-grafana-alerting-signature': hex(`${seconds}:`, body),
      'x-grafana-alerting-signature-timestamp': seconds,
    },
    signed: 'x-grafana-alerting-signature',
    late: {
      'x-grafana-alerting-signature': hex(`${old}:`, body),
      'x-grafana-alerting-signature-timestamp': old,
    },
  },
  'grafana without a time': {
    scheme: grafana,
    good: { 'x-grafana-alerting-signature': hex(body) },
    signed: 'x-grafana-alerting-signature',
  },
  'a bearer token': {
    scheme: sharedCredential,
    good: { authorization: `Bearer ${secret}` },
    signed: 'authorization',
  },
  'a basic password': {
    scheme: sharedCredential,
    good: { authorization: basic(secret) },
    signed: 'authorization',
  },
};

describe.each(Object.entries(cases))(
  '%s',
  (_, { scheme, good, signed, late }) => {
    it('accepts a good request', () => {
      expect(scheme({ body, headers: good }, secret, now)).toBeUndefined();
    });

    it('refuses another body, secret, header, none, an empty and a repeated one', () => {
      const refused: [SignedRequest, string][] = [
        [{ body, headers: { ...good, [signed]: undefined } }, secret],
        [{ body, headers: { ...good, [signed]: '' } }, secret],
        [
          {
            body,
            headers: {
              ...good,
              [signed]: [String(good[signed]), String(good[signed])],
            },
          },
          secret,
        ],
        [{ body, headers: { ...good, [signed]: 'v1=zz' } }, secret],
        [
          { body, headers: { ...good, [signed]: `v1,${'A'.repeat(10)}` } },
          secret,
        ],
        [{ body, headers: good }, 'b3RoZXI='],
        // As Node joins a header that comes twice.
        [
          {
            body,
            headers: { ...good, [signed]: `${good[signed]}, ${good[signed]}` },
          },
          'b3RoZXI=',
        ],
        [{ body, headers: { ...good, [signed]: `${good[signed]}zz` } }, secret],
      ];
      if (signed !== 'authorization')
        refused.push([{ body: Buffer.from('{"a":1}'), headers: good }, secret]);
      for (const [request, key] of refused)
        expect(scheme(request, key, now)).toEqual(expect.any(String));
    });

    if (late) {
      it('refuses a good signature that is too old', () => {
        expect(scheme({ body, headers: late }, secret, now)).toMatch(
          /five minutes/,
        );
      });
    }
  },
);

it('agrees with the example that the authors of Standard Webhooks publish', () => {
  const sent = 1614265330;
  const request = {
    body: Buffer.from('{"test": 2432232314}'),
    headers: {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': String(sent),
      'webhook-signature':
        'v1,aW52YWxpZA== v1a,x v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    },
  };
  for (const prefix of ['whsec_', '']) {
    const key = `${prefix}MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw`;
    expect(standardWebhooks(request, key, sent * 1000)).toBeUndefined();
  }
});

it('knows no empty secret', () => {
  const key = createHmac('sha256', '')
    .update(`m1.${seconds}.`)
    .update(body)
    .digest('base64');
  const headers = {
    'webhook-id': 'm1',
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${key}`,
  };
  for (const empty of ['whsec_', '!!'])
    expect(standardWebhooks({ body, headers }, empty, now)).toMatch(/base64/);
});

it.each(['', secret, `Digest ${secret}`, `Bearer`, `Bearer ${secret} x`])(
  'takes %p for no credential',
  authorization => {
    const headers = { authorization };
    expect(sharedCredential({ body, headers }, secret, now)).toEqual(
      expect.any(String),
    );
  },
);
