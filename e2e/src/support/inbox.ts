import { Page } from 'playwright-core';

/** What a person does on the page of reviews. */
export function inboxOf(page: Page) {
  const table = page.getByRole('table', { name: 'Waiting for you' });
  const dialog = page.getByRole('dialog');

  return {
    table,
    dialog,
    /** Waits until something with this title is there and opens it. */
    async review(title: string) {
      await table
        .getByRole('button', { name: `Review and decide on ${title}` })
        .first()
        .click();
      await dialog.getByText('Digest of what you sign').waitFor();
    },
    /** Chooses, gives a reason and sends. */
    async decide(decision: 'Approve' | 'Reject', comment: string) {
      await dialog.getByRole('radio', { name: decision }).check();
      await dialog.getByRole('textbox', { name: 'Comment' }).fill(comment);
      await dialog.getByRole('button', { name: decision }).click();
    },
    async closed() {
      await dialog.waitFor({ state: 'detached' });
    },
  };
}
