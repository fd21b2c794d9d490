import {
  CallOptions,
  OperationsApi,
  OperationsClient,
} from '@backstage-operations/plugin-operations-common';
import { InputError } from '@backstage/errors';
import { Io } from './Io';

/** A portal to talk to, and the credentials to talk with. */
export interface Portal {
  client: OperationsApi;
  options: CallOptions;
}

/**
 * The portal named by `--url` or `OPERATIONS_URL`, called with the token in `OPERATIONS_TOKEN`.
 *
 * @remarks There is no option for the token: arguments show up in process lists and CI logs.
 */
export function portal(io: Io, url: string | undefined): Portal {
  const base = url ?? io.env.OPERATIONS_URL ?? 'http://localhost:7007';
  if (!/^https?:\/\//.test(base) || !URL.canParse(base)) {
    throw new InputError(
      `${base} is no http or https address; give --url or set OPERATIONS_URL`,
    );
  }
  const token = io.env.OPERATIONS_TOKEN;
  if (!token) {
    throw new InputError(
      'OPERATIONS_TOKEN is not set; it holds the token that the portal knows you by',
    );
  }
  // The address of the API itself is taken for what it is, too.
  const root = base.replace(/(?:\/api\/operations)?\/*$/, '');
  return {
    client: OperationsClient.create({
      discoveryApi: { getBaseUrl: async plugin => `${root}/api/${plugin}` },
      fetchApi: { fetch: io.fetch },
    }),
    options: { token },
  };
}
