import { OperationsClient } from '@backstage-operations/plugin-operations-common';
import { examples } from './examples';
import { seed } from './seed';

const url = process.env.OPERATIONS_URL ?? 'http://localhost:7007';

async function signIn(userRef: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/demo/refresh`, {
    method: 'POST',
    headers: { 'x-demo-user': userRef },
  });
  if (!answer.ok) {
    throw new Error(`signing in as ${userRef} gave ${answer.status}`);
  }
  const { backstageIdentity } = await answer.json();
  return backstageIdentity.token;
}

async function main() {
  const { accepted, duplicates } = await seed(examples(Date.now()), {
    client: OperationsClient.create({
      discoveryApi: { getBaseUrl: async id => `${url}/api/${id}` },
      fetchApi: { fetch },
    }),
    serviceToken: process.env.OPERATIONS_TOKEN ?? 'operations-dev-token',
    signIn,
  });
  process.stdout.write(
    `→ Example evidence: ${accepted} new, ${duplicates} already there\n`,
  );
}

main().catch(error => {
  process.stderr.write(`✗ Example evidence: ${error.message}\n`);
  process.exitCode = 1;
});
