import { IngestResult } from '@backstage-operations/plugin-operations-common';
import { Command } from 'commander';
import { Io } from '../io/Io';
import { portal } from '../io/portal';
import { readInput } from '../io/readInput';
import { progress } from '../io/progress';
import { batches, readEvidence } from './readEvidence';

/** `operations push FILE…` */
export function pushCommand(io: Io): Command {
  return new Command('push')
    .description(
      'Store typed evidence from JSON files: {"items": […]}, a list, or one item per line',
    )
    .argument('<file...>', 'JSON files; - reads standard input')
    .option('--url <url>', 'base address of the portal')
    .action(async (files: string[], options: { url?: string }) => {
      const { client, options: call } = portal(
        { ...io, fetch: refusalsAreAnswers(io.fetch) },
        options.url,
      );
      const items: unknown[] = [];
      for (const file of files) {
        const text = (await readInput(file)).toString('utf8');
        for (const item of readEvidence(text, file)) items.push(item);
      }
      const total: IngestResult = {
        accepted: 0,
        duplicates: 0,
        rejected: [],
        ids: [],
      };
      const bar = progress(io, 'Pushing', items.length);
      let done = 0;
      for (const batch of batches(items)) {
        const offset = done;
        const result = await client.pushEvidence(
          { body: { items: batch } },
          call,
        );
        total.accepted += result.accepted;
        total.duplicates += result.duplicates;
        for (const one of result.rejected) {
          total.rejected.push({ ...one, index: one.index + offset });
        }
        done += batch.length;
        bar.update(done);
      }
      bar.stop();
      for (const { index, field, message } of total.rejected) {
        io.printError(`✗ item ${index}: ${field}: ${message}`);
      }
      io.print(
        `${total.accepted} stored, ${total.duplicates} already known, ${total.rejected.length} refused`,
      );
      if (total.rejected.length > 0) io.exitWith(1);
    });
}

/** A batch of which nothing stands is answered with status 400 and the list of refusals; that is an answer, not a failure. */
function refusalsAreAnswers(fetchIt: typeof fetch): typeof fetch {
  return async (...args) => {
    const response = await fetchIt(...args);
    if (response.status !== 400) return response;
    const text = await response.text();
    const status = text.includes('"rejected"') ? 200 : 400;
    return new Response(text, { status, headers: response.headers });
  };
}
