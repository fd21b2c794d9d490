import { isRecord } from '@backstage-operations/plugin-operations-node';
import { Millis } from '@backstage-operations/plugin-operations-common';
import {
  ForwardedError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** How long one answer is waited for, in milliseconds. */
const TIMEOUT: Millis = 30_000;

/** Resources per answer. */
const PAGE = 500;

/** Bytes of one answer at most. */
const MOST_BYTES = 64 * 1024 * 1024;

/** What {@link KubernetesApi.create} needs. */
export interface KubernetesApiOptions {
  /** Of the cluster, for messages. */
  name: string;
  url: string;
  token?: string;
  /** PEM in base64. */
  caData?: string;
}

/** Lists resources of one cluster. */
export class KubernetesApi {
  static create(options: KubernetesApiOptions): KubernetesApi {
    const { caData } = options;
    return new KubernetesApi(
      options,
      caData === undefined ? undefined : Buffer.from(caData, 'base64'),
    );
  }

  private constructor(
    private readonly options: KubernetesApiOptions,
    private readonly ca: Buffer | undefined,
  ) {}

  /**
   * All resources of a collection, page by page until the server says that there are no more.
   *
   * @param path - of the collection, `/apis/velero.io/v1/namespaces/velero/backups`
   * @throws NotFoundError when the cluster has no such resources, else an error that names the cluster and the status
   */
  async list(
    path: string,
    labelSelector: string | undefined,
    signal: AbortSignal,
  ): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    let next: string | undefined;
    do {
      const query = new URLSearchParams({ limit: String(PAGE) });
      if (labelSelector) query.set('labelSelector', labelSelector);
      if (next) query.set('continue', next);
      const page = await this.get(`${path}?${query}`, signal);
      if (!Array.isArray(page.items)) {
        throw new ServiceUnavailableError(
          `${this.options.name} answered with something that is no list`,
        );
      }
      items.push(...page.items.filter(isRecord));
      const { metadata } = page;
      next =
        isRecord(metadata) && typeof metadata.continue === 'string'
          ? metadata.continue
          : undefined;
    } while (next);
    return items;
  }

  private async get(
    path: string,
    signal: AbortSignal,
  ): Promise<Record<string, unknown>> {
    const { name } = this.options;
    const { status, text } = await this.send(path, signal);
    if (status === 401 || status === 403) {
      throw new NotAllowedError(
        `${name} answered ${status}: the token is not accepted or may not list Velero's resources`,
      );
    }
    if (status === 404) {
      throw new NotFoundError(
        `${name} answered 404: Velero is not installed there`,
      );
    }
    if (status === 410) {
      throw new ServiceUnavailableError(
        `${name} answered 410: the list has changed while it was read`,
      );
    }
    if (status !== 200) {
      throw new ServiceUnavailableError(`${name} answered ${status}`);
    }
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      body = undefined;
    }
    if (isRecord(body)) return body;
    throw new ServiceUnavailableError(
      `${name} answered with something that is not JSON`,
    );
  }

  private async send(
    path: string,
    signal: AbortSignal,
  ): Promise<{ status: number; text: string }> {
    const { name, url, token } = this.options;
    const target = new URL(`${url.replace(/\/+$/, '')}${path}`);
    // fetch takes no certificate authority of its own.
    const request = target.protocol === 'http:' ? httpRequest : httpsRequest;
    try {
      return await new Promise((resolve, reject) => {
        const sent = request(
          target,
          {
            ca: this.ca,
            headers: {
              accept: 'application/json',
              ...(token ? { authorization: `Bearer ${token}` } : {}),
            },
            signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
          },
          response => {
            const parts: Buffer[] = [];
            let bytes = 0;
            response.on('data', (part: Buffer) => {
              bytes += part.length;
              parts.push(part);
              if (bytes > MOST_BYTES) {
                response.destroy(new Error('the answer is too large'));
              }
            });
            response.on('error', reject);
            response.on('end', () =>
              resolve({
                status: response.statusCode ?? 0,
                text: Buffer.concat(parts).toString('utf8'),
              }),
            );
          },
        );
        sent.on('error', reject);
        sent.end();
      });
    } catch (error) {
      throw new ForwardedError(`${name} can not be reached`, error);
    }
  }
}
