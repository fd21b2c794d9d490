import { ConflictError, InputError } from '@backstage/errors';
import {
  canonicalDigest,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** How long a key is remembered, in milliseconds. */
const REMEMBERED = 24 * 60 * 60 * 1000;

/** What makes two requests the same one. @internal */
export interface IdempotencyKey {
  actor: string;
  /** Header `Idempotency-Key`; absent where the client sends none. */
  key?: string;
  /** What is asked for; the same key with something else is refused. */
  request: unknown;
  now: Millis;
}

/**
 * Does work once per key: a repeated request gets the first one's answer.
 *
 * @throws ConflictError where the key was used for another request
 * @internal
 */
export async function idempotent<T>(
  trx: Knex.Transaction,
  { actor, key, request, now }: IdempotencyKey,
  work: () => Promise<T>,
): Promise<T> {
  if (key === undefined) return work();
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new InputError(
      'Idempotency-Key: must be 1 to 200 visible characters',
    );
  }
  const digest = canonicalDigest(request);
  await trx('ops_idempotency')
    .where('at', '<', now - REMEMBERED)
    .delete();
  await trx('ops_idempotency')
    .insert({ actor, key, request_digest: digest, answer: null, at: now })
    .onConflict(['actor', 'key'])
    .ignore();
  const row: { request_digest: string; answer: string | null } = await trx(
    'ops_idempotency',
  )
    .where({ actor, key })
    .forUpdate()
    .first('request_digest', 'answer');
  if (row.request_digest !== digest) {
    throw new ConflictError(
      'Idempotency-Key: was used for another request before',
    );
  }
  if (row.answer !== null) return JSON.parse(row.answer) as T;
  const answer = await work();
  await trx('ops_idempotency')
    .where({ actor, key })
    .update({ answer: JSON.stringify(answer) });
  return answer;
}
