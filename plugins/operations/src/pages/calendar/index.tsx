import { SubPage } from '../SubPage';
import { CalendarContent } from './CalendarContent';

export { CalendarContent };

/** The calendar tab with its margins. @internal */
export function CalendarPage() {
  return (
    <SubPage>
      <CalendarContent />
    </SubPage>
  );
}
