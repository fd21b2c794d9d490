import { verdicts } from '@backstage-operations/plugin-operations-common';
import { screen, within } from '@testing-library/react';
import { buildCounts, renderPage } from '../__testUtils__';
import { GateChip } from './GateChip';
import { VerdictChip } from './VerdictChip';
import { VerdictCounts } from './VerdictCounts';

describe('VerdictChip', () => {
  it('says each of the six verdicts in a word of its own, beside a shape', async () => {
    renderPage(
      <>
        {verdicts.map(verdict => (
          <div key={verdict} aria-label={verdict} role="group">
            <VerdictChip verdict={verdict} />
          </div>
        ))}
      </>,
    );
    await screen.findByText('not applicable');
    const words = verdicts.map(verdict => {
      const chip = screen.getByRole('group', { name: verdict });
      expect(chip.getElementsByTagName('svg')).toHaveLength(1);
      return chip.textContent;
    });
    expect(words).toEqual([
      'pass',
      'waived',
      'not applicable',
      'stale',
      'unknown',
      'fail',
    ]);
  });
});

describe('VerdictCounts', () => {
  it('lists what there is, worst first', async () => {
    renderPage(
      <VerdictCounts counts={buildCounts({ pass: 3, fail: 1, unknown: 2 })} />,
    );
    const list = await screen.findByRole('list', {
      name: 'Criteria by verdict',
    });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual(['1 fail', '2 unknown', '3 pass']);
  });
});

describe('GateChip', () => {
  it('says the state in words', async () => {
    renderPage(<GateChip state="awaiting-signoff" />);
    expect(await screen.findByText('Awaiting sign-off')).toBeInTheDocument();
  });
});
