import { screen } from '@testing-library/react';
import { renderPage } from '../__testUtils__';
import { CalendarContent } from './calendar';
import { LogContent } from './log';

const answers = (statusCode: number) => async () => {
  throw Object.assign(new Error(`Request failed with ${statusCode}`), {
    statusCode,
  });
};

describe.each([404, 501])('a backend that answers %s', statusCode => {
  it('is said plainly on the calendar', async () => {
    renderPage(<CalendarContent />, { getCalendar: answers(statusCode) });
    expect(
      await screen.findByText(
        `The backend of this portal does not serve this page (it answers ${statusCode}).`,
      ),
    ).toBeInTheDocument();
  });

  it('is said plainly on the audit log', async () => {
    renderPage(<LogContent />, {
      listLog: answers(statusCode),
      getCheckpoint: answers(statusCode),
    });
    expect(
      await screen.findByText(/does not serve this page/),
    ).toBeInTheDocument();
  });
});
