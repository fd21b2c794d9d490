import { Verdict } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../translation';
import { Chip } from './Chip';
import { verdictTone } from './tone';
import { verdictIcons } from './verdictIcons';

/** A verdict as shape, word and colour. @internal */
export function VerdictChip(props: { verdict: Verdict; title?: string }) {
  const { verdict, title } = props;
  const { t } = useOperationsTranslation();
  return (
    <Chip
      tone={verdictTone[verdict]}
      icon={verdictIcons[verdict]}
      title={title}
    >
      {t(`verdict.${verdict}`)}
    </Chip>
  );
}
