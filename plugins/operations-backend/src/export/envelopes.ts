import {
  canonicalJson,
  leafHash,
  SignoffDecision,
} from '@backstage-operations/plugin-operations-common';
import { LogKey } from '../log/LogKey';
import { ExportedEntry } from './ExportStore';

/** Media type of in-toto statements. @internal */
export const STATEMENT_TYPE = 'application/vnd.in-toto+json';

/** Media type of the manifest of a pack. @internal */
export const MANIFEST_TYPE =
  'application/vnd.backstage-operations.manifest+json';

/** What signs. @internal */
export type Signer = Pick<LogKey, 'sign' | 'verifier'>;

/**
 * A text with a signature around it, in one line.
 *
 * @remarks
 * Format: DSSE v1. What is signed begins with `DSSEv1`, so that no envelope can pass for a checkpoint of the same key. Ed25519
 * gives the same signature for the same text.
 * @internal
 */
export function envelope(type: string, text: string, key: Signer): string {
  const bytes = Buffer.from(text);
  const { name, keyHash } = key.verifier;
  const signature = key.sign(
    `DSSEv1 ${type.length} ${type} ${bytes.length} ${text}`,
  );
  return JSON.stringify({
    payloadType: type,
    payload: bytes.toString('base64'),
    signatures: [
      {
        keyid: `${name}+${keyHash}`,
        sig: Buffer.from(signature).toString('base64'),
      },
    ],
  });
}

/**
 * A sign-off as an in-toto statement: who said what over which subject, and the entry of the log that has it.
 *
 * @internal
 */
export function statementOf(
  decision: SignoffDecision,
  entry: ExportedEntry,
): string {
  const { entityRef, subjectDigest, subject, revoked, cleared } = decision;
  const { id, scorecard, criterion, slot, role, by, onBehalfOf, at } = decision;
  const ending = (of: { by: string; at: string } | undefined) =>
    of && { by: of.by, at: of.at };
  return canonicalJson(
    without({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: entityRef, digest: { sha256: subjectDigest } }],
      predicateType: 'https://backstage-operations.io/signoff/v1',
      predicate: without({
        id,
        scorecard,
        criterion,
        slot,
        role,
        decision: decision.decision,
        by,
        onBehalfOf,
        at,
        subject,
        revoked: ending(revoked),
        cleared: ending(cleared),
        log: {
          index: entry.index,
          leaf: leafHash(entry.body),
          body: entry.body,
        },
      }),
    }),
  );
}

/** Without members that have no value: canonical JSON has no undefined. */
function without(object: object): object {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined),
  );
}
