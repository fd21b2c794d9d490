import { CalendarSubscription } from '@backstage-operations/plugin-operations-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { daysAgo, renderPage } from '../../__testUtils__';
import { CalendarContent } from './CalendarContent';

const feed = (parts: Partial<CalendarSubscription> = {}) => ({
  id: '01J',
  name: 'my phone',
  createdAt: daysAgo(20),
  expiresAt: daysAgo(-300),
  restsAt: daysAgo(-10),
  state: 'active' as const,
  ...parts,
});

function renderCalendar(feeds: CalendarSubscription[], api: object = {}) {
  return renderPage(
    <CalendarContent />,
    {
      getCalendar: async () => ({
        from: daysAgo(10),
        to: daysAgo(-80),
        entries: [
          {
            id: 'a',
            type: 'maintenance-window',
            title: 'Sunday night',
            entityRef: 'component:default/shop',
            starts: daysAgo(-1),
            recurrence: { rule: 'FREQ=WEEKLY', timeZone: 'UTC' },
          },
        ],
      }),
      listCalendarSubscriptions: async () => ({ items: feeds }),
      ...api,
    },
    { at: '/?owner=group%3Adefault%2Fshop' },
  );
}

async function openDialog() {
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Subscribe' }));
  return { user, dialog: within(await screen.findByRole('dialog')) };
}

describe('CalendarContent', () => {
  it('marks what repeats', async () => {
    renderCalendar([]);
    expect(await screen.findByText('Sunday night')).toBeInTheDocument();
    expect(screen.getByText('repeats')).toBeInTheDocument();
  });

  it('makes an address for what the page shows, and shows it once', async () => {
    const createCalendarSubscription = jest.fn(async () => ({
      ...feed(),
      path: '/v1/calendar-feed/01J.secret.ics',
    }));
    renderCalendar([], { createCalendarSubscription });
    const { user, dialog } = await openDialog();
    const button = dialog.getByRole('button', { name: 'Make an address' });
    expect(button).toBeDisabled();
    await user.type(dialog.getByRole('textbox'), 'my phone');
    await user.click(button);
    const address = await dialog.findByText(/01J\.secret\.ics$/);
    expect(address.textContent).toMatch(/^http.*\/v1\/calendar-feed\//);
    expect(createCalendarSubscription).toHaveBeenCalledWith({
      body: { name: 'my phone', owner: ['group:default/shop'] },
    });
  });

  it('says which addresses rest, and takes one back', async () => {
    const deleteCalendarSubscription = jest.fn(async () => feed());
    renderCalendar([feed({ state: 'resting' })], {
      deleteCalendarSubscription,
    });
    const { user, dialog } = await openDialog();
    expect(await dialog.findByText('rests')).toBeInTheDocument();
    await user.click(
      dialog.getByRole('button', { name: 'Take back my phone' }),
    );
    expect(deleteCalendarSubscription).toHaveBeenCalledWith({ id: '01J' });
  });

  it('says why no address was made', async () => {
    renderCalendar([], {
      createCalendarSubscription: async () => {
        throw new Error('There are 10 addresses already');
      },
    });
    const { user, dialog } = await openDialog();
    await user.type(dialog.getByRole('textbox'), 'x{Enter}');
    expect(
      await dialog.findByText(/There are 10 addresses already/),
    ).toBeInTheDocument();
  });
});
