import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  VerifierKey,
  verifierKey,
} from '@backstage-operations/plugin-operations-common';
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  KeyObject,
  randomUUID,
  sign,
  verify,
} from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

const PRODUCTION = 'production';

/**
 * The Ed25519 key that signs checkpoints; it is never in the database.
 *
 * @internal
 */
export class LogKey {
  /** @throws InputError where the text is no private key of Ed25519 in PEM */
  static fromPem(name: string, pem: string): LogKey {
    let key: KeyObject | undefined;
    try {
      key = createPrivateKey(pem);
    } catch {
      // The reason would quote the key.
    }
    if (key?.asymmetricKeyType !== 'ed25519') {
      throw new InputError(
        'The key of the log must be a private key of Ed25519 in PEM, as `openssl genpkey -algorithm ed25519` writes it',
      );
    }
    return new LogKey(name, key);
  }

  /**
   * The key that the configuration names.
   *
   * @param mode - `NODE_ENV`: outside production a file that is not there is made with a new key
   * @returns undefined where it names none
   */
  static fromConfig(
    config: Config,
    name: string,
    mode: string | undefined,
  ): LogKey | undefined {
    const pem = config.getOptionalString('operations.log.key');
    if (pem !== undefined) return LogKey.fromPem(name, pem);
    const file = config.getOptionalString('operations.log.keyFile');
    if (file === undefined) return undefined;
    if (!existsSync(file)) {
      if (mode === PRODUCTION) {
        throw new InputError(
          'operations.log.keyFile: there is no such file; in production the key has to be there before the portal starts',
        );
      }
      makeKeyFile(file);
    }
    return LogKey.fromPem(name, readFileSync(file, 'utf8'));
  }

  readonly verifier: VerifierKey;

  private constructor(name: string, private readonly key: KeyObject) {
    const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
    this.verifier = verifierKey(name, Buffer.from(x, 'base64url'));
  }

  sign(text: string): Uint8Array {
    return sign(null, Buffer.from(text), this.key);
  }

  verifies(text: string, signature: Uint8Array): boolean {
    return verify(
      null,
      Buffer.from(text),
      createPublicKey(this.key),
      signature,
    );
  }
}

/** Puts a new key where there is none, whole or not at all: another replica may be about to do the same. */
function makeKeyFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const own = `${file}.${randomUUID()}`;
  writeFileSync(own, newPem(), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(own, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(own);
  }
}

/** A new private key. @internal */
export function newPem(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}
