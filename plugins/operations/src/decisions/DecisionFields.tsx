import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { makeStyles } from '@material-ui/core/styles';
import { useOperationsTranslation } from '../translation';
import { TextInput } from '../ui/TextInput';

/** A decision while it is being made. @internal */
export interface DecisionValues {
  decision?: 'approve' | 'reject';
  comment: string;
}

const useStyles = makeStyles(theme => ({
  root: {
    borderTop: `1px solid ${theme.palette.divider}`,
    paddingTop: theme.spacing(2),
  },
}));

/** Approve or reject, and why. @internal */
export function DecisionFields(props: {
  values: DecisionValues;
  onChange: (values: DecisionValues) => void;
}) {
  const { values, onChange } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  return (
    <div className={classes.root}>
      <FormControl component="fieldset">
        <FormLabel component="legend">{t('sign.decision')}</FormLabel>
        <RadioGroup
          row
          name="decision"
          value={values.decision ?? ''}
          onChange={(_, decision) =>
            onChange({
              ...values,
              decision: decision === 'approve' ? 'approve' : 'reject',
            })
          }
        >
          <FormControlLabel
            value="approve"
            control={<Radio color="primary" />}
            label={t('sign.approve')}
          />
          <FormControlLabel
            value="reject"
            control={<Radio color="primary" />}
            label={t('sign.reject')}
          />
        </RadioGroup>
      </FormControl>
      <TextInput
        label={t('sign.comment')}
        help={t('sign.commentHelp')}
        value={values.comment}
        onChange={comment => onChange({ ...values, comment })}
        lines={3}
        required
      />
    </div>
  );
}
