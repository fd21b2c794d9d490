import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { buildOverview, daysAgo, renderPage } from '../__testUtils__';
import { CollectorsDisclosure } from './CollectorsDisclosure';

describe('CollectorsDisclosure', () => {
  it('names for each collector what it reads, its age and its last error', async () => {
    const user = userEvent.setup();
    renderPage(
      <CollectorsDisclosure
        overview={buildOverview({
          collectors: [
            {
              id: 'github',
              lastRunAt: daysAgo(0),
              lastSuccessAt: daysAgo(0),
            },
            {
              id: 'evidence-files',
              target: 'backups/last_restore.json',
              lastRunAt: daysAgo(0),
              error: 'was not found',
            },
          ],
        })}
      />,
    );
    await user.click(await screen.findByText('2 collectors fill this tab'));
    const table = await screen.findByRole('table', {
      name: 'Collectors that fill this tab',
    });
    const rows = within(table)
      .getAllByRole('row')
      .slice(1)
      .map(({ textContent }) => textContent);
    expect(rows[0]).toMatch(/Github.*what the annotations.*Mar 2026.*healthy/);
    expect(rows[1]).toMatch(
      /backups\/last_restore.json.*has never worked.*Mar 2026.*fails was not found/,
    );
  });

  it('shows nothing where nothing is collected', async () => {
    renderPage(
      <>
        <CollectorsDisclosure overview={buildOverview()} />
        <p>rest</p>
      </>,
    );
    await screen.findByText('rest');
    expect(screen.queryByRole('group')).not.toBeInTheDocument();
    expect(screen.queryByText(/this tab/)).not.toBeInTheDocument();
  });
});
