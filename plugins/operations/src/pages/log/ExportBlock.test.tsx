import { ResponseError } from '@backstage/errors';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../../__testUtils__';
import { ExportBlock } from './ExportBlock';

const saved: { name: string; blob: Blob }[] = [];
let made: Blob;

beforeEach(() => {
  saved.length = 0;
  URL.createObjectURL = jest.fn((blob: Blob) => {
    made = blob;
    return 'blob:pack';
  }) as typeof URL.createObjectURL;
  URL.revokeObjectURL = jest.fn();
  jest
    .spyOn(HTMLAnchorElement.prototype, 'click')
    .mockImplementation(function click(this: HTMLAnchorElement) {
      saved.push({ name: this.download, blob: made });
    });
});
afterEach(() => jest.restoreAllMocks());

/** An answer as the backend sends it. */
const answer = (body: BodyInit | ReadableStream, init?: ResponseInit) =>
  new Response(body as BodyInit, {
    headers: { 'content-type': 'application/x-tar' },
    ...init,
  });

async function download(exportPack: (...args: unknown[]) => Promise<unknown>) {
  const user = userEvent.setup();
  renderPage(<ExportBlock />, { exportPack } as object);
  const button = await screen.findByRole('button', { name: 'Download' });
  return { user, press: () => user.click(button) };
}

it('asks for the period, the entities and the view, and saves the archive', async () => {
  const exportPack = jest.fn(async (..._args: unknown[]) => answer('tar'));
  const { user, press } = await download(exportPack);
  await user.click(screen.getByLabelText('Entities'));
  await user.paste('component:default/shop, api:default/pay');
  await user.click(screen.getByRole('button', { name: /digests only/ }));
  await user.click(
    await screen.findByRole('option', { name: 'comments and payloads' }),
  );
  await press();
  await waitFor(() => expect(saved).toHaveLength(1));
  const [{ name, blob }] = saved;
  expect(name).toMatch(/^operations-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.tar$/);
  expect(blob.size).toBe(3);
  expect(exportPack).toHaveBeenCalledWith(
    {
      from: expect.stringMatching(/Z$/),
      to: expect.stringMatching(/Z$/),
      entities: ['component:default/shop', 'api:default/pay'],
      view: 'full',
    },
    { headers: { Accept: 'application/x-tar' } },
  );
});

it('says in the words of the backend why there is no pack', async () => {
  const { press } = await download(async () => {
    throw await ResponseError.fromResponse(
      answer(
        JSON.stringify({
          error: {
            name: 'TooManyExportsError',
            message: 'You are taking a pack already',
          },
        }),
        { status: 429, headers: { 'content-type': 'application/json' } },
      ) as never,
    );
  });
  await press();
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'You are taking a pack already',
  );
  expect(saved).toEqual([]);
});

it('saves nothing of an archive that broke off', async () => {
  const broken = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(512));
      controller.error(new Error('the connection was lost'));
    },
  });
  const { press } = await download(async () => answer(broken));
  await press();
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'the connection was lost',
  );
  expect(saved).toEqual([]);
});
