import {
  FindingPage,
  PatchStatus,
} from '@backstage-operations/plugin-operations-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  buildFinding,
  buildOverview,
  buildPatch,
  daysAgo,
  renderPage,
} from '../../__testUtils__';
import { PatchSection } from './PatchSection';

// The chart library measures the page, which has no size here.
jest.mock('../../ui/Chart', () => ({
  TimeChart: (props: { label: string; lines: { title: string }[] }) => (
    <div
      role="img"
      aria-label={`${props.label}: ${props.lines.map(({ title }) => title)}`}
    />
  ),
}));

async function renderPatch(parts: Partial<PatchStatus>, api = {}, at?: string) {
  const overview = buildOverview({ patch: buildPatch(parts) });
  renderPage(<PatchSection overview={overview} />, api, { at });
  return screen.findByRole('region', { name: 'Patches' });
}

const counts = (critical: number, low: number) => ({
  critical,
  high: 0,
  medium: 0,
  low,
  unknown: 0,
});

describe('PatchSection', () => {
  it('says that nothing was scanned, instead of that nothing was found', async () => {
    renderPage(<PatchSection overview={buildOverview()} />);
    const section = await screen.findByRole('region', { name: 'Patches' });
    expect(
      within(section).getByText('No scan has been reported.'),
    ).toBeInTheDocument();
    expect(within(section).queryByText(/\b0\b/)).not.toBeInTheDocument();
  });

  it('names the clock and the times that the verdict rests on', async () => {
    const section = await renderPatch({
      clock: 'kev-added',
      preset: 'cisa-bod-26-04',
    });
    expect(section).toHaveTextContent(
      /clock starts when it is known to be exploited · times of CISA BOD 26-04/,
    );
    expect(
      within(section).getByText('No finding was due or closed within 90 days.'),
    ).toBeInTheDocument();
    expect(
      within(section).getByText('Needs two days of scans.'),
    ).toBeInTheDocument();
    expect(
      within(section).getByText(
        'No catalogue is loaded; only scanners say what is exploited.',
      ),
    ).toBeInTheDocument();
  });

  it('does not take the figures of old scans for those of now', async () => {
    const section = await renderPatch({ notKnown: 'the scan is of January' });
    expect(section).toHaveTextContent(
      'How it stands now is not known: the scan is of January.',
    );
  });

  it('shows what is open by severity and due date, and how it went down', async () => {
    const section = await renderPatch({
      open: counts(2, 1),
      overdue: 1,
      oldestOverdueSeconds: 86_400,
      due: [
        { within: 'overdue', open: counts(1, 0) },
        { within: 'P7D', open: counts(1, 0) },
        { within: 'P30D', open: counts(0, 0) },
        { within: 'later', open: counts(0, 1) },
        { within: 'none', open: counts(0, 0) },
      ],
      burndown: [
        { at: daysAgo(1), open: 4, overdue: 2 },
        { at: daysAgo(0), open: 3, overdue: 1 },
      ],
    });
    const table = within(section).getByRole('table', {
      name: 'Open findings by severity and due date',
    });
    const rows = within(table)
      .getAllByRole('row')
      .slice(1)
      .map(row =>
        within(row)
          .getAllByRole('cell')
          .map(cell => cell.textContent),
      );
    expect(rows).toEqual([
      ['critical', '1', '1', '0', '0', '0'],
      ['low', '0', '0', '0', '1', '0'],
    ]);
    expect(
      await within(section).findByRole('img', {
        name: 'Open and overdue over time: open,overdue',
      }),
    ).toBeInTheDocument();
  });

  it('says how old the catalogues are, and why they are no newer', async () => {
    const section = await renderPatch({
      knowledge: [
        {
          feed: 'kev',
          origin: 'bundled',
          version: '2025.08.25',
          publishedAt: '2025-08-25T17:04:19.979Z',
          entries: 31,
          digest: 'a'.repeat(64),
          error: 'was not found',
        },
      ],
    });
    const table = within(section).getByRole('table', {
      name: 'Catalogues of vulnerabilities',
    });
    expect(table).toHaveTextContent('Known exploited (CISA KEV)');
    expect(table).toHaveTextContent(
      'the few entries that ship with the portal',
    );
    expect(table).toHaveTextContent('not renewed: was not found');
    expect(table).toHaveTextContent('31');
  });

  it('opens a finding down to the scans that see it', async () => {
    const user = userEvent.setup();
    const section = await renderPatch({
      open: counts(1, 0),
      top: [
        buildFinding({
          kev: true,
          kevAddedAt: daysAgo(2),
          kevDueAt: daysAgo(600),
          epss: 0.92795,
          flags: ['kev-due'],
        }),
      ],
    });
    const table = within(section).getByRole('table', { name: 'Findings' });
    expect(within(table).getByText('exploited')).toBeInTheDocument();
    expect(within(table).getByText('0.928')).toBeInTheDocument();
    await user.click(within(table).getByText('CVE-2026-0001'));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(/yes, listed on .*, the list asks for/);
    expect(dialog).toHaveTextContent(/Clock started, when it is detected/);
    expect(
      within(dialog).getByTitle('01J00000000000000000000000'),
    ).toBeInTheDocument();
  });

  it('asks for all findings when they are filtered or ordered, since the tab brings only the urgent ones', async () => {
    const listFindings = jest.fn(
      async (): Promise<FindingPage> => ({
        items: [
          buildFinding({
            vulnerability: 'CVE-2026-0009',
            state: 'fixed',
            overdue: false,
          }),
        ],
        totalItems: 1,
      }),
    );
    const section = await renderPatch(
      { top: [buildFinding()] },
      { listFindings },
      '/?finding=fixed&order=epss',
    );
    expect(
      await within(section).findByText('CVE-2026-0009'),
    ).toBeInTheDocument();
    expect(listFindings).toHaveBeenCalledWith(
      expect.objectContaining({ state: 'fixed', sort: 'epss' }),
    );
    expect(
      within(section).queryByText('CVE-2026-0001'),
    ).not.toBeInTheDocument();
  });
});
