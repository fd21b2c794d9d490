import { screen } from '@testing-library/react';
import { renderPage } from '../../__testUtils__';
import { EscalatedBlock } from './EscalatedBlock';

describe('EscalatedBlock', () => {
  it('names tickets with the incidents they became', async () => {
    renderPage(
      <EscalatedBlock
        escalated={{
          count: 2,
          notKnown: '1 of 3 periods do not tell',
          items: [
            {
              ticket: 'SUP-1',
              tier: 'P1',
              url: 'https://desk.example/SUP-1',
              incident: 'INC-7',
              incidentTitle: 'Checkout down',
              severity: 'sev-2',
            },
            { ticket: 'SUP-2' },
          ],
        }}
      />,
    );
    expect(
      await screen.findByRole('heading', {
        name: '2 tickets became incidents',
      }),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /SUP-1/ })).toHaveAttribute(
      'href',
      'https://desk.example/SUP-1',
    );
    expect(screen.getByText('SEV-2 · Checkout down')).toBeInTheDocument();
    expect(screen.getByText(/1 of 3 periods/)).toBeInTheDocument();
  });
});
