import { makeStyles } from '@material-ui/core/styles';
import { EvidenceHost } from '../evidence/EvidenceHost';
import { useOperationsTranslation } from '../translation';
import { Problem } from '../ui/Problem';
import { SectionNav } from '../ui/SectionNav';
import { Waiting } from '../ui/Waiting';
import { CollectorsDisclosure } from './CollectorsDisclosure';
import { PostureSection } from './posture/PostureSection';
import { RollUpSection } from './rollup/RollUpSection';
import { shownSections } from './sections';
import { TabStatus } from './TabStatus';
import { useOverview } from './useOverview';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
    maxWidth: 2000,
  },
}));

/** Everything the tab shows of one entity. @internal */
export function OperationsTab(props: { entityRef: string }) {
  const { entityRef } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const load = useOverview(entityRef);
  const overview = load.value;
  if (!overview) {
    return load.error ? (
      <Problem error={load.error} retry={load.refresh} />
    ) : (
      <Waiting />
    );
  }
  const sections = shownSections(overview);
  return (
    <div className={classes.root}>
      <TabStatus load={load} overview={overview} />
      {!(overview.rollUp && overview.scorecards.length === 0) && (
        <PostureSection overview={overview} />
      )}
      <SectionNav
        items={[
          ...(overview.rollUp
            ? [{ id: 'roll-up', title: t('section.roll-up') }]
            : []),
          ...sections.map(({ id, mark }) => ({
            id,
            title: t(`section.${id}`),
            mark: mark(overview),
          })),
        ]}
      />
      {overview.rollUp && (
        <RollUpSection rollUp={overview.rollUp} overview={overview} />
      )}
      {sections.map(({ id, Component }) => (
        <Component key={id} overview={overview} />
      ))}
      <CollectorsDisclosure overview={overview} />
      <EvidenceHost />
    </div>
  );
}
