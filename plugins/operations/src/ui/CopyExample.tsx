import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Tooltip from '@material-ui/core/Tooltip';
import FileCopy from '@material-ui/icons/FileCopyOutlined';
import { useState } from 'react';
import { useOperationsTranslation } from '../translation';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'flex-start',
    background: theme.palette.action.hover,
    borderRadius: theme.shape.borderRadius,
    minWidth: 0,
  },
  code: {
    flex: 1,
    minWidth: 0,
    margin: 0,
    padding: theme.spacing(1, 1.5),
    maxHeight: '14rem',
    overflow: 'auto',
    fontSize: '0.75rem',
    lineHeight: 1.6,
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  },
}));

/** Text to be copied as it is, with a button that does it. @internal */
export function CopyExample(props: { text: string; label: string }) {
  const { text, label } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div className={classes.root}>
      <Typography
        component="pre"
        className={classes.code}
        tabIndex={0}
        aria-label={label}
      >
        {text}
      </Typography>
      <Tooltip
        title={copied ? t('copy.done') : t('copy.action')}
        onClose={() => setCopied(false)}
      >
        <IconButton
          size="small"
          onClick={copy}
          aria-label={t('copy.label', { label })}
        >
          <FileCopy fontSize="small" />
        </IconButton>
      </Tooltip>
    </div>
  );
}
