import { GateState } from '@backstage-operations/plugin-operations-common';
import Block from '@material-ui/icons/Block';
import Create from '@material-ui/icons/Create';
import Remove from '@material-ui/icons/RemoveCircleOutline';
import Replay from '@material-ui/icons/Replay';
import VerifiedUser from '@material-ui/icons/VerifiedUser';
import { ReactElement } from 'react';
import { useOperationsTranslation } from '../translation';
import { Chip } from './Chip';
import { gateTone } from './tone';

const icons: Record<GateState, ReactElement> = {
  blocked: <Block aria-hidden fontSize="inherit" />,
  'awaiting-signoff': <Create aria-hidden fontSize="inherit" />,
  approved: <VerifiedUser aria-hidden fontSize="inherit" />,
  reopened: <Replay aria-hidden fontSize="inherit" />,
  'not-applicable': <Remove aria-hidden fontSize="inherit" />,
};

/** The state of a phase exit as shape, word and colour. @internal */
export function GateChip(props: { state: GateState; title?: string }) {
  const { state, title } = props;
  const { t } = useOperationsTranslation();
  return (
    <Chip tone={gateTone[state]} icon={icons[state]} title={title}>
      {t(`gate.${state}`)}
    </Chip>
  );
}
