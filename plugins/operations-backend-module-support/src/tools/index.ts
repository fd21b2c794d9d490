import { SupportDesk } from '../SupportDesk';
import { github } from './github';
import { jira } from './jira';
import { zendesk } from './zendesk';

/** Every desk that can be asked; one more is a file here and a line. */
export const supportDesks: readonly SupportDesk[] = [jira, zendesk, github];
