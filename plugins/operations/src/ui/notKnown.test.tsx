import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../__testUtils__';
import { Figure } from './Figure';
import { MissingNotice } from './MissingNotice';

describe('Figure', () => {
  it('shows a dash and the reason in place of nothing', async () => {
    renderPage(<Figure value={undefined} reason="no scan was reported" />);
    expect(await screen.findByText('no scan was reported')).toBeInTheDocument();
    expect(screen.getByText('—')).toBeInTheDocument();
    expect(screen.queryByText('0')).not.toBeInTheDocument();
  });

  it('shows a zero that was measured', async () => {
    renderPage(<Figure value={0} reason="not said" />);
    expect(await screen.findByText('0')).toBeInTheDocument();
    expect(screen.queryByText('—')).not.toBeInTheDocument();
  });
});

describe('MissingNotice', () => {
  it('says what is missing and copies the exact example', async () => {
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    renderPage(
      <MissingNotice
        panel={{
          section: 'patch',
          title: 'Patch compliance',
          reason: 'No scan has been reported.',
          remedies: [
            {
              kind: 'command',
              text: 'Import a scan in CI',
              example: 'operations import trivy report.json',
            },
          ],
        }}
      />,
    );
    expect(
      await screen.findByRole('heading', { name: 'Patch compliance' }),
    ).toBeInTheDocument();
    expect(screen.getByText('No scan has been reported.')).toBeInTheDocument();
    expect(
      screen.getByText('operations import trivy report.json'),
    ).toBeInTheDocument();
    await user.click(
      screen.getByRole('button', { name: 'Copy: Import a scan in CI' }),
    );
    expect(writeText).toHaveBeenCalledWith(
      'operations import trivy report.json',
    );
  });
});
