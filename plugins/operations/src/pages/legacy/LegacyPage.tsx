import { PageWithHeader, TabbedLayout } from '@backstage/core-components';
import { useOperationsTranslation } from '../../translation';
import { CalendarContent } from '../calendar';
import { CatalogueContent } from '../catalogue';
import { ComplianceContent } from '../compliance';
import { FleetContent } from '../fleet';
import { LogContent } from '../log';
import { ReviewsContent } from '../reviews';

/** The Operations page for the old frontend system, which draws its own header and tabs. @internal */
export function LegacyPage() {
  const { t } = useOperationsTranslation();
  return (
    <PageWithHeader title={t('page.title')} themeId="tool">
      <TabbedLayout>
        <TabbedLayout.Route path="/fleet" title={t('page.fleet')}>
          <FleetContent />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/reviews" title={t('page.reviews')}>
          <ReviewsContent />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/calendar" title={t('page.calendar')}>
          <CalendarContent />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/compliance" title={t('page.compliance')}>
          <ComplianceContent />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/log" title={t('page.log')}>
          <LogContent />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/scorecards" title={t('page.scorecards')}>
          <CatalogueContent />
        </TabbedLayout.Route>
      </TabbedLayout>
    </PageWithHeader>
  );
}
